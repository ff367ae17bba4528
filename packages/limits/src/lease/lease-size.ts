import { nodeShare } from '../counter/node-share.ts';

/** What decides how many tokens a node leases at a time. */
export interface LeaseFacts {
  limit: number;
  /** How many nobody has leased yet, as far as this node knows. */
  left: number;
  /** How many nodes lease from the same counter. */
  nodes: number;
  /** How many this node spends in a millisecond. */
  spentPerMs: number;
}

/** Tokens for so long are leased: longer leaves more unused in the end, shorter costs more calls. */
const leaseForMs = 2_500;

/** So few are worth a call, where the limit is large enough. */
const fewest = 10;

/**
 * How many tokens to lease beside those that are owed or waited for: as many as will be spent soon,
 * but only a node's share of half of what is left, so that there is something for all till the end.
 */
export function leaseSize({ limit, left, nodes, spentPerMs }: LeaseFacts): number {
  const least = Math.min(fewest, Math.ceil(limit / (2 * nodes)));
  const most = Math.max(least, Math.floor(left / (2 * nodes)));
  return Math.min(Math.max(Math.ceil(spentPerMs * leaseForMs), least), most);
}

/** Whether tokens are spent so fast that a window is better begun with a lease in hand. */
export const isBusy = (spentPerMs: number): boolean => spentPerMs * leaseForMs > fewest;

/** A rate is remembered for about so long. */
const rateMemoryMs = 3_000;

/** The rate after so many more were spent in so long; short bursts count for little. */
export function nextRate(spentPerMs: number, spent: number, elapsedMs: number): number {
  if (elapsedMs <= 0) return spentPerMs + spent / rateMemoryMs;
  const kept = Math.exp(-elapsedMs / rateMemoryMs);
  return spentPerMs * kept + (spent / elapsedMs) * (1 - kept);
}

/** Tokens that a node may spend in a window before its first lease has arrived. */
export const advance = (limit: number, nodes: number): number =>
  Math.min(fewest, nodeShare(limit, nodes));
