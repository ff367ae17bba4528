/** What a limit is counted over: a UTC minute or a UTC day. */
export type Window = 'minute' | 'day';

export const windowMs: Readonly<Record<Window, number>> = { minute: 60_000, day: 86_400_000 };

/** Which one it is since 1970. */
export const windowNumber = (window: Window, nowMs: number): number =>
  Math.floor(nowMs / windowMs[window]);

/** When it ends, in Unix milliseconds. */
export const windowEndMs = (window: Window, number: number): number =>
  (number + 1) * windowMs[window];

/** So long a counter outlives its window: nodes' clocks and the counter's own may differ. */
const afterlifeMs = 60_000;

/** Until when the counter of a window is kept. */
export const counterExpiresAtMs = (window: Window, number: number): number =>
  windowEndMs(window, number) + afterlifeMs;
