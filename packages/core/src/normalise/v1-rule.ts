import { isMissing, own, type JsonObject } from '../json.ts';
import { withFields } from './fields.ts';

type FindSegmentKey = ((id: string) => string | undefined) | undefined;

const memberships = new Map<unknown, string>([
  ['IS_IN', 'in'],
  ['IS_NOT_IN', 'not_in'],
]);

const isGiven = (rule: JsonObject, field: string): boolean => !isMissing(own(rule, field));

/**
 * A rule `{type, priority, serveValue, …}` in the stored form. Any other rule is left as it is, as is
 * one that mixes both forms or has a `segmentId` or `percentage` that its type does not use.
 */
export function fromV1Rule(rule: JsonObject, findSegmentKey: FindSegmentKey): JsonObject {
  const enabled = own(rule, 'serveValue');
  const isMixed = ['when', 'rollout_percentage', 'serve'].some((field) => isGiven(rule, field));
  if (isMixed || typeof enabled !== 'boolean') return rule;
  const restriction = readRestriction(rule, findSegmentKey);
  if (!restriction) return rule;
  return withFields(rule, {
    type: undefined,
    serveValue: undefined,
    segmentId: undefined,
    operator: undefined,
    percentage: undefined,
    ...restriction,
    serve: { enabled },
  });
}

/** Whom the rule is for, by its type. */
function readRestriction(rule: JsonObject, findSegmentKey: FindSegmentKey): JsonObject | undefined {
  const hasSegment = isGiven(rule, 'segmentId');
  const hasPercentage = isGiven(rule, 'percentage');
  switch (own(rule, 'type')) {
    case 'STATIC':
      return hasSegment || hasPercentage ? undefined : {};
    case 'SEGMENT':
      return hasPercentage ? undefined : readSegmentTest(rule, findSegmentKey);
    case 'PERCENTAGE':
      if (hasSegment || !hasPercentage) return undefined;
      return { rollout_percentage: own(rule, 'percentage') };
    default:
      return undefined;
  }
}

/** An id that no segment has is taken for a key, which validation then knows or refuses. */
function readSegmentTest(rule: JsonObject, findSegmentKey: FindSegmentKey): JsonObject | undefined {
  const id = own(rule, 'segmentId');
  const operator = memberships.get(own(rule, 'operator') ?? 'IS_IN');
  if (typeof id !== 'string' || operator === undefined) return undefined;
  return { when: { segment: findSegmentKey?.(id) ?? id, operator } };
}
