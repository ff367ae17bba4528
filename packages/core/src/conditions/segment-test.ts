import { own, type JsonObject } from '../json.ts';
import { fieldIn } from '../problem.ts';
import { isMember } from '../segments/is-member.ts';
import type { SegmentSlot } from '../segments/slot.ts';
import { matchesNobody, type ConditionScope, type Matcher } from './condition.ts';

/** Whether the context belongs to a segment. */
export function compileSegmentTest(test: JsonObject, path: string, scope: ConditionScope): Matcher {
  const key = own(test, 'segment');
  const operator = own(test, 'operator') ?? 'in';
  if (typeof key !== 'string') {
    scope.report(fieldIn(path, 'segment'), 'the key of a segment');
    return matchesNobody;
  }
  if (operator !== 'in' && operator !== 'not_in') {
    scope.report(fieldIn(path, 'operator'), 'in or not_in');
    return matchesNobody;
  }
  const slot = scope.useSegment(key, fieldIn(path, 'segment'));
  return createSegmentMatcher(slot, operator);
}

function createSegmentMatcher(slot: SegmentSlot, operator: 'in' | 'not_in'): Matcher {
  const wanted = operator === 'in';
  return (input) => isMember(slot, input, operator) === wanted;
}
