import type { Report } from '../problem.ts';
import { toThousandths } from './bucket.ts';

/** Reads a percentage as its threshold: 0 to 100 000 thousandths of a percent. */
export function readPercentage(value: unknown, field: string, report: Report): number {
  const threshold =
    typeof value === 'number' && value >= 0 && value <= 100 ? toThousandths(value) : undefined;
  if (threshold === undefined) report(field, 'a number from 0 to 100 with at most three decimals');
  return threshold ?? 0;
}
