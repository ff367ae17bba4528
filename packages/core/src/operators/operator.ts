import type { Input } from '../input.ts';
import type { Report } from '../problem.ts';

/** Tests one value that is there: an attribute's, or one element's of a list. */
export type Predicate = (seen: unknown, input: Input) => boolean;

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

/** What a predicate is where a problem was reported: the flag is broken and never asks. */
export const never: Predicate = () => false;
