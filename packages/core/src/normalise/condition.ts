import { deepest } from '../conditions/condition.ts';
import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import { operatorName } from '../operators/index.ts';
import { withFields } from './fields.ts';

/**
 * The stored form of a condition: operators by their one name, `values` instead of `value`. What is
 * nested deeper than a condition may be is left as it is.
 */
export const normaliseCondition = (condition: unknown): unknown => normaliseAt(condition, 1);

function normaliseAt(condition: unknown, depth: number): unknown {
  if (!isObject(condition) || depth > deepest) return condition;
  if (own(condition, 'rules') !== undefined) return normaliseGroup(condition, depth);
  const isTest = own(condition, 'segment') === undefined && own(condition, 'percent') === undefined;
  return isTest ? normaliseTest(condition, depth) : condition;
}

const normaliseGroup = (group: JsonObject, depth: number): JsonObject =>
  withFields(group, { rules: normaliseMembers(own(group, 'rules'), depth) });

function normaliseTest(test: JsonObject, depth: number): JsonObject {
  const written = own(test, 'operator');
  const operator = typeof written === 'string' ? operatorName(written) : written;
  const renamed = withFields(test, { operator, ...readValue(test) });
  if (operator !== 'elem_match') return renamed;
  return withFields(renamed, { values: normaliseMembers(own(renamed, 'values'), depth) });
}

/** Where both are there `value` is not touched: nobody can tell which was meant. */
function readValue(test: JsonObject): JsonObject {
  const value = own(test, 'value');
  if (value === undefined || !isMissing(own(test, 'values'))) return {};
  return { value: undefined, values: [value] };
}

const normaliseMembers = (members: unknown, depth: number): unknown =>
  Array.isArray(members) ? members.map((member) => normaliseAt(member, depth + 1)) : members;
