import type { AttributeReader } from '../attributes.ts';
import { isMissing } from '../json.ts';
import { atBound, type Predicate } from '../operators/operator.ts';
import type { Matcher } from './condition.ts';

interface PreparedTest {
  readonly attribute: string;
  readonly operator: string;
  readonly read: AttributeReader;
  readonly predicate: Predicate;
  /** Of a list any element may match. */
  readonly seesElements: boolean;
  readonly isFlipped: boolean;
  readonly matchesMissing: boolean;
}

/** Tests of texts and numbers, which are most, are decided here: a call takes longer than they. */
export function createTestMatcher({
  attribute,
  operator,
  read,
  predicate,
  seesElements,
  isFlipped,
  matchesMissing,
}: PreparedTest): Matcher {
  const { texts, bound, matches: isMatch } = predicate;
  return (input) => {
    const seen = read(input);
    let matches: boolean;
    if (typeof seen === 'string' && texts !== undefined) {
      matches = isOneOf(texts, seen) !== isFlipped;
    } else if (isMissing(seen)) {
      matches = matchesMissing;
    } else if (typeof seen === 'number' && bound !== undefined && Number.isFinite(seen)) {
      matches = atBound(seen, bound) !== isFlipped;
    } else if (seesElements && Array.isArray(seen)) {
      matches = seen.some((element) => isMatch(element, input, texts)) !== isFlipped;
    } else {
      matches = isMatch(seen, input, texts) !== isFlipped;
    }
    if (input.trace !== null) {
      input.trace.push({ kind: 'test', attribute, operator, seen, matches });
    }
    return matches;
  };
}

function isOneOf(texts: readonly string[], seen: string): boolean {
  for (let index = 0; index < texts.length; index++) {
    if (texts[index] === seen) return true;
  }
  return false;
}
