import type { Input } from '../input.ts';
import type { Report } from '../problem.ts';

/** Tests one value that is there: an attribute's, or one element's of a list. */
export interface Predicate {
  readonly matches: Matches;
  /** Where the value is a text: the texts that match. */
  readonly texts?: readonly string[];
  /** Where the value is a number: what it is compared with. */
  readonly bound?: Bound;
}

/** Gets the predicate's own `texts`, so that tests that have nothing else share one function. */
type Matches = (seen: unknown, input: Input, texts?: readonly string[]) => boolean;

/** A number, and whether those match that are above it, the same, or below. */
export interface Bound {
  readonly value: number;
  readonly above: boolean;
  readonly same: boolean;
  readonly below: boolean;
}

/** Which sides of a bound match. */
export type Sides = Omit<Bound, 'value'>;

export const sides = {
  above: { above: true, same: false, below: false },
  notBelow: { above: true, same: true, below: false },
  same: { above: false, same: true, below: false },
  notAbove: { above: false, same: true, below: true },
  below: { above: false, same: false, below: true },
} as const satisfies Record<string, Sides>;

export const atBound = (seen: number, { value, above, same, below }: Bound): boolean => {
  if (seen > value) return above;
  return seen === value ? same : below;
};

/** A regular-expression engine in RE2 syntax: gives a test, or `undefined` for what it cannot run. */
export type RegexEngine = (pattern: string) => ((text: string) => boolean) | undefined;

interface OperatorOptions {
  caseInsensitive: boolean;
  regex: RegexEngine | undefined;
  /** Compiles a condition over the properties of an `element`. */
  compileElement: (condition: unknown, field: string) => (input: Input) => boolean;
}

export interface Operator {
  /** How many values it takes. */
  readonly arity: readonly [min: number, max: number];
  /** What it looks at where the attribute is a list: any element, or the list itself. */
  readonly sees: 'elements' | 'whole';
  /** The exact complement of what its predicate says. */
  readonly isNegative: boolean;
  readonly matchesMissing: boolean;
  /** Whether it is about being there at all, which `negate` would only confuse. */
  readonly isAboutPresence: boolean;
  /** Reads the values once; reports those it cannot work with at `values[index]`. */
  prepare(values: readonly unknown[], options: OperatorOptions, report: Report): Predicate;
}

const most = 500;

type Prepare = Operator['prepare'];

/** An operator that is tested element by element. */
export const perElement = (arity: Operator['arity'], prepare: Prepare): Operator => ({
  arity,
  sees: 'elements',
  isNegative: false,
  matchesMissing: false,
  isAboutPresence: false,
  prepare,
});

/** An operator that takes 1 to 500 values and matches any of them. */
export const anyOf = (prepare: Prepare): Operator => perElement([1, most], prepare);

/** An operator that takes exactly one value. */
export const one = (prepare: Prepare): Operator => perElement([1, 1], prepare);

/** The same operator, looking at a list as a whole. */
export const ofWhole = (operator: Operator): Operator => ({ ...operator, sees: 'whole' });

/** The exact complement, true where the attribute is missing. */
export const complement = (operator: Operator): Operator => ({
  ...operator,
  isNegative: true,
  matchesMissing: true,
});

/** Reads an operator's values one by one; reports those it cannot read, and leaves them out. */
export function readEach<T>(
  values: readonly unknown[],
  read: (value: unknown) => T | undefined,
  expected: string,
  report: Report,
): readonly T[] {
  const found: T[] = [];
  values.forEach((value, index) => {
    const one = read(value);
    if (one === undefined) report(`values[${index}]`, expected);
    else found.push(one);
  });
  return found;
}

/** What a predicate is where a problem was reported: the flag is broken and never asks. */
export const never: Predicate = { matches: () => false };
