import { AppError } from '@halyard/contracts';

import { createPlaces } from './places.ts';

/** Holds answers for as long as they are to be late; not more of them than it has places. */
export interface WaitingRoom {
  /** Throws `rate_limited` where the address has no place left, `unavailable` once closed. */
  expectPlace(address: string): void;
  /** Resolves when the time is over; rejects as above, and when the client goes away. */
  hold(address: string, delayMs: number, signal?: AbortSignal): Promise<void>;
  /** Ends every wait with `unavailable`. */
  close(): void;
}

/** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
export type Wait = (delayMs: number, signal: AbortSignal) => Promise<unknown>;

export function createWaitingRoom(wait: Wait): WaitingRoom {
  const places = createPlaces();
  const held = new Set<AbortController>();
  let isClosed = false;

  function expectPlace(address: string): void {
    if (isClosed) throw closing();
    if (!places.hasFor(address)) throw full();
  }

  async function sit(delayMs: number, controller: AbortController): Promise<void> {
    held.add(controller);
    try {
      await wait(delayMs, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      held.delete(controller);
    }
    if (isClosed) throw closing();
    if (controller.signal.aborted) throw gone();
  }

  return {
    expectPlace,
    async hold(address, delayMs, signal) {
      expectPlace(address);
      if (!places.hasAny()) throw full();
      if (signal?.aborted) throw gone();
      const controller = new AbortController();
      const giveUp = (): void => controller.abort();
      signal?.addEventListener('abort', giveUp);
      const leave = places.take(address);
      try {
        await sit(delayMs, controller);
      } finally {
        leave();
        signal?.removeEventListener('abort', giveUp);
      }
    },
    close() {
      isClosed = true;
      for (const controller of held) controller.abort();
    },
  };
}

const closing = (): AppError =>
  new AppError('unavailable', 'This node is stopping; try again.', undefined, {
    'retry-after': '1',
  });

const gone = (): AppError => new AppError('unavailable', 'The client went away.');

/** By then every place that is taken now is free again. */
const longestWaitSeconds = '30';

const full = (): AppError =>
  new AppError(
    'rate_limited',
    `Too many attempts are waiting; try again in ${longestWaitSeconds} s.`,
    undefined,
    { 'retry-after': longestWaitSeconds },
  );
