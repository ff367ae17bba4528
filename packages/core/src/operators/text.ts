import { anyOf, complement, readEach, type Operator, type Predicate } from './operator.ts';
import { foldCase, toText } from './scalars.ts';

type Compare = (seen: string, wanted: string) => boolean;

/** Compares texts; numbers and booleans are read as text. */
const comparing = (compare: Compare): Operator =>
  anyOf((values, { caseInsensitive }, report) => {
    const fold = foldCase(caseInsensitive);
    const wanted = readEach(values, toText, 'a text', report).map(fold);
    return {
      matches(seen) {
        const text = toText(seen);
        if (text === undefined) return false;
        const folded = fold(text);
        return wanted.some((one) => compare(folded, one));
      },
    };
  });

const longestPatternBytes = 1_024;
const longestInputBytes = 4_096;
const encoder = new TextEncoder();
const bytesIn = (text: string): number => encoder.encode(text).length;

/** A text of `length` UTF-16 units has at least that many bytes, and at most three times as many. */
const isLongerThan = (text: string, bytes: number): boolean =>
  text.length > bytes || (text.length * 3 > bytes && bytesIn(text) > bytes);

type PatternTest = (text: string) => boolean;

const matchesNothing: PatternTest = () => false;

const matches = anyOf((values, { caseInsensitive, regex }, report) => {
  const tests = values.map((pattern, index) => {
    const field = `values[${index}]`;
    if (typeof pattern !== 'string' || isLongerThan(pattern, longestPatternBytes)) {
      report(field, `a regular expression of at most ${longestPatternBytes} bytes`);
      return matchesNothing;
    }
    const test = regex?.(caseInsensitive ? `(?i)${pattern}` : pattern);
    if (!test)
      report(field, regex ? 'a pattern that RE2 can run' : 'left out: nothing here runs patterns');
    return test ?? matchesNothing;
  });
  return matchesAny(tests);
});

const matchesAny = (tests: readonly PatternTest[]): Predicate => ({
  matches(seen) {
    const text = toText(seen);
    if (text === undefined || isLongerThan(text, longestInputBytes)) return false;
    return tests.some((test) => test(text));
  },
});

const contains = comparing((seen, wanted) => seen.includes(wanted));
const startsWith = comparing((seen, wanted) => seen.startsWith(wanted));
const endsWith = comparing((seen, wanted) => seen.endsWith(wanted));

export const text: Record<string, Operator> = {
  contains,
  not_contains: complement(contains),
  starts_with: startsWith,
  not_starts_with: complement(startsWith),
  ends_with: endsWith,
  not_ends_with: complement(endsWith),
  matches,
  not_matches: complement(matches),
};
