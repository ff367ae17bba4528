import { isObject, own, type JsonObject } from '../json.ts';
import { normaliseCondition } from './condition.ts';
import { renameField, withFields } from './fields.ts';
import { fromV1Rule } from './v1-rule.ts';

export interface NormaliseOptions {
  /** Key of the segment with this id; v1 rules name segments by id. */
  findSegmentKey?: (id: string) => string | undefined;
  /** Makes the id of a rule that has none. */
  newRuleId: () => string;
}

/** The stored form of an environment's rules; ids that were sent are kept. */
export const normaliseRules = (rules: unknown, options: NormaliseOptions): unknown =>
  Array.isArray(rules)
    ? rules.map((rule: unknown) => (isObject(rule) ? normaliseRule(rule, options) : rule))
    : rules;

function normaliseRule(rule: JsonObject, options: NormaliseOptions): JsonObject {
  const renamed = renameField(rule, 'rolloutPercentage', 'rollout_percentage');
  const model = fromV1Rule(renamed, options.findSegmentKey);
  return withFields(model, {
    id: own(model, 'id') ?? options.newRuleId(),
    when: normaliseCondition(own(model, 'when')),
  });
}
