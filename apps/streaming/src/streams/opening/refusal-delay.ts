const perSecond = 200;
const shortestMs = 1_000;
const longestMs = 5_000;

/**
 * How long the answer of whoever is refused for want of places is held back, milliseconds. Some ask
 * again at once, for ever: of many such only some hundreds are answered a second.
 */
export const refusalDelayMs = (held: number): number =>
  Math.min(longestMs, Math.max(shortestMs, (held / perSecond) * 1_000));
