import { AppError } from '@halyard/contracts';

import { windowEndMs, windowNumber, type Window } from './window.ts';

/** The refusal of one request too many in a window; its headers say how long that lasts. */
export function rateLimited(limit: number, window: Window, nowMs: number): AppError {
  const leftMs = windowEndMs(window, windowNumber(window, nowMs)) - nowMs;
  const seconds = String(Math.ceil(leftMs / 1_000));
  const message = `At most ${limit} requests a ${window} are answered; try again in ${seconds} s.`;
  return new AppError('rate_limited', message, undefined, {
    'retry-after': seconds,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': '0',
    'ratelimit-reset': seconds,
  });
}
