import { own, type JsonObject } from '../json.ts';
import { fieldIn } from '../problem.ts';
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
  return scope.useSegment(key, fieldIn(path, 'segment')).tests[operator];
}
