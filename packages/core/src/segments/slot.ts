import type { Matcher } from '../conditions/condition.ts';
import type { Problem } from '../problem.ts';
import { isMember } from './is-member.ts';

/** A compiled segment. */
export interface CompiledSegment {
  readonly included: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  readonly rules: Matcher;
  /** The segments that its rules ask about. */
  readonly uses: ReadonlySet<SegmentSlot>;
  readonly problems: readonly Problem[];
}

/** Gives the slot of a segment that the field of that path names, known or not. */
export type FindSlot = (key: string, field: string) => SegmentSlot;

/**
 * Where flags look a segment up: the slot stays when the segment changes, so that no flag needs to
 * be compiled again.
 */
export interface SegmentSlot {
  readonly key: string;
  /** `undefined` while no such segment is known. */
  segment: CompiledSegment | undefined;
  /** It, or a segment it reaches, cannot be evaluated. */
  isBroken: boolean;
  /** The tests that ask for it, one for all who do. */
  readonly tests: Readonly<Record<'in' | 'not_in', Matcher>>;
}

/** The slot of a segment of which nothing is known. */
export function unknownSegment(key: string): SegmentSlot {
  const slot: SegmentSlot = {
    key,
    segment: undefined,
    isBroken: true,
    tests: {
      in: (input) => isMember(slot, input, 'in'),
      not_in: (input) => !isMember(slot, input, 'not_in'),
    },
  };
  return slot;
}
