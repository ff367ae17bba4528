import type { FindReader } from '../attributes.ts';
import type { Input } from '../input.ts';
import type { RegexEngine } from '../operators/operator.ts';
import type { Report } from '../problem.ts';
import type { SegmentSlot } from '../segments/slot.ts';

/**
 * A compiled condition. A function of its own makes it from what it needs: made among other code,
 * it would keep all that any closure there uses.
 */
export type Matcher = (input: Input) => boolean;

/** What a broken condition is compiled to; nobody asks it. */
export const matchesNobody: Matcher = () => false;

/** What the conditions of one flag or segment are compiled with. */
export interface ConditionScope {
  readonly regex: RegexEngine | undefined;
  readonly report: Report;
  /** The slot of a segment, made where nothing is known of it yet; notes that it is reached. */
  readonly useSegment: (key: string, field: string) => SegmentSlot;
  /** Salt of the `percent` tests that have none of their own. */
  readonly percentSalt: string;
  /** Finds attributes of the context, or of the element that `elem_match` looks at. */
  readonly findReader: FindReader;
}

/** Compiles any condition; `depth` is 1 for the outermost. */
export type CompileCondition = (
  condition: unknown,
  path: string,
  scope: ConditionScope,
  depth: number,
) => Matcher;

/** Levels of nesting that are allowed; a lone test is 1. */
export const deepest = 8;
