import type { ConditionTrace, Trace } from '../trace.ts';
import type { Matcher } from './condition.ts';

/** Lets a condition that has others inside note what they noted, where a trace is wanted. */
export function traced(
  decide: Matcher,
  describe: (matches: boolean, inner: Trace) => ConditionTrace,
): Matcher {
  return (input) => {
    const outer = input.trace;
    if (outer === null) return decide(input);
    const inner: Trace = [];
    input.trace = inner;
    const matches = decide(input);
    input.trace = outer;
    outer.push(describe(matches, inner));
    return matches;
  };
}
