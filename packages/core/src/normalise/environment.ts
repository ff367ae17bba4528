import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import { normaliseCondition } from './condition.ts';
import { renameField, withFields } from './fields.ts';
import { normaliseRules, type NormaliseOptions } from './rule.ts';
import { readTargetingRules } from './targeting-rules.ts';

/** The stored form of what a flag is in one environment. */
export function normaliseEnvironment(environment: unknown, options: NormaliseOptions): unknown {
  if (!isObject(environment)) return environment;
  const gated = withGate(renameField(environment, 'rolloutPercentage', 'rollout_percentage'));
  return withFields(gated, {
    targeting: normaliseCondition(own(gated, 'targeting')),
    rules: normaliseRules(own(gated, 'rules'), options),
  });
}

/**
 * Reads `targeting_rules` as the gate. Beside a `targeting` both are left for validation to refuse:
 * whichever were taken, somebody's restriction would be lost without a word.
 */
function withGate(environment: JsonObject): JsonObject {
  const source = own(environment, 'targeting_rules');
  if (source === null) return renameField(environment, 'targeting_rules', 'targeting');
  if (source === undefined || !isMissing(own(environment, 'targeting'))) return environment;
  const rules = readTargetingRules(source);
  if (!rules) return environment;
  // No gate is null, not left out, so that in a merge patch empty rules remove the one there was.
  const targeting = rules.length === 0 ? null : { operator: 'and', rules };
  return withFields(environment, { targeting_rules: undefined, targeting });
}
