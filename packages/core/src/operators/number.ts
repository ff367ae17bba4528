import type { Report } from '../problem.ts';
import {
  atBound,
  never,
  one,
  perElement,
  sides,
  type Bound,
  type Operator,
  type Sides,
} from './operator.ts';
import { toNumber } from './scalars.ts';

function readNumber(values: readonly unknown[], index: number, report: Report): number | undefined {
  const number = toNumber(values[index]);
  if (number === undefined) report(`values[${index}]`, 'a number');
  return number;
}

const comparing = (sides: Sides): Operator =>
  one((values, _options, report) => {
    const value = readNumber(values, 0, report);
    if (value === undefined) return never;
    const bound = { value, ...sides };
    return { bound, matches: (seen) => isAtBound(seen, bound) };
  });

function isAtBound(seen: unknown, bound: Bound): boolean {
  const number = toNumber(seen);
  return number !== undefined && atBound(number, bound);
}

const between = perElement([2, 2], (values, _options, report) => {
  const from = readNumber(values, 0, report);
  const to = readNumber(values, 1, report);
  if (from === undefined || to === undefined) return never;
  if (from > to) report('values[1]', 'no less than values[0]');
  return {
    matches(seen) {
      const number = toNumber(seen);
      return number !== undefined && number >= from && number <= to;
    },
  };
});

const modulo = perElement([2, 2], (values, _options, report) => {
  const [divisor, remainder] = [readNumber(values, 0, report), readNumber(values, 1, report)];
  if (divisor === undefined || remainder === undefined) return never;
  if (!Number.isSafeInteger(divisor) || divisor === 0) report('values[0]', 'an integer, not 0');
  if (!Number.isSafeInteger(remainder)) report('values[1]', 'an integer');
  return {
    matches(seen) {
      const number = toNumber(seen);
      if (number === undefined || !Number.isSafeInteger(number)) return false;
      return floorModulo(number, divisor) === remainder;
    },
  };
});

/** The remainder of the floored quotient: it has the divisor's sign. Exact for safe integers. */
function floorModulo(number: number, divisor: number): number {
  const remainder = number % divisor;
  const hasOtherSign = remainder !== 0 && remainder < 0 !== divisor < 0;
  return (hasOtherSign ? remainder + divisor : remainder) + 0;
}

export const number: Record<string, Operator> = {
  gt: comparing(sides.above),
  gte: comparing(sides.notBelow),
  lt: comparing(sides.below),
  lte: comparing(sides.notAbove),
  between,
  modulo,
};
