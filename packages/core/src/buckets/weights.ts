import type { Report } from '../problem.ts';
import { toThousandths } from './bucket.ts';

/** Things to pick from by weight, in their listed order. */
export interface Weighted<T> {
  readonly items: readonly T[];
  /** Sum of the weights up to and including each item, in thousandths. */
  readonly cumulative: readonly number[];
  readonly total: number;
  /** How many have a weight above 0. */
  readonly candidates: number;
}

const largestTotal = 2 ** 31;

/** Reads one weight as thousandths. */
export function readWeight(value: unknown, field: string, report: Report): number {
  const weight = typeof value === 'number' && value >= 0 ? toThousandths(value) : undefined;
  if (weight === undefined) report(field, 'a number, 0 or more, with at most three decimals');
  return weight ?? 0;
}

export function weigh<T>(
  items: readonly T[],
  weights: readonly number[],
  field: string,
  report: Report,
): Weighted<T> {
  let total = 0;
  const cumulative = weights.map((weight) => (total += weight));
  if (total > largestTotal) report(field, `weights whose sum is at most ${largestTotal / 1_000}`);
  return { items, cumulative, total, candidates: weights.filter((weight) => weight > 0).length };
}

/** The item whose share a point in `0 … total - 1` falls into; for 0 the first of positive weight. */
export function pickAt<T>({ items, cumulative }: Weighted<T>, point: number): T | undefined {
  for (let index = 0; index < cumulative.length; index++) {
    if (point < cumulative[index]!) return items[index];
  }
  return undefined;
}
