import { fullThreshold, hashSalt } from '../buckets/bucket.ts';
import { compileBy } from '../buckets/by.ts';
import { readPercentage } from '../buckets/percentage.ts';
import { createRollout } from '../buckets/rollout.ts';
import { readSalt } from '../buckets/salt.ts';
import { compileCondition } from '../conditions/compile.ts';
import { isMissing, own, type JsonObject } from '../json.ts';
import { fieldIn, type Report } from '../problem.ts';
import { compileRules } from './compile-rule.ts';
import { compileDefaultServing, type ServingScope } from './compile-serving.ts';
import type { CompiledEnvironment, CompiledPrerequisite } from './compiled-flag.ts';
import type { FlagScope } from './flag-scope.ts';
import { readBoolean, readConfiguration, readObjects, readText } from './read.ts';
import { createFindServing, type FindServing, type Served } from './serving.ts';
import type { CompiledVariation } from './variations.ts';

const mostPrerequisites = 20;

/** What the environments of one flag have in common. */
export interface EnvironmentScope {
  readonly flag: FlagScope;
  readonly key: string;
  readonly variations: ReadonlyMap<string, CompiledVariation>;
  readonly findServing: FindServing;
  readonly noteServed: (served: Served, path: string) => void;
}

export function compileEnvironment(
  environment: JsonObject,
  path: string,
  scope: EnvironmentScope,
): CompiledEnvironment {
  const { flag, variations, noteServed } = scope;
  const { report } = flag;
  const salt = readSalt(own(environment, 'salt'), scope.key, fieldIn(path, 'salt'), report);
  const by = compileBy(own(environment, 'by'), fieldIn(path, 'by'), report);
  const configuration = readConfiguration(environment, path, report);
  const serving: ServingScope = {
    variations,
    findServing: configuration ? createFindServing(configuration) : scope.findServing,
    salt: hashSalt(`${salt}:variation`),
    report,
    noteServed,
  };
  const rules = compileRules(path, { flag, serving, environment, salt, by });
  const threshold = readThreshold(environment, path, rules.length > 0, report);
  const gate = own(environment, 'targeting');
  const gateScope = flag.conditionScope(`${salt}:percent:gate`);
  if (typeof own(environment, 'enabled') !== 'boolean') {
    report(fieldIn(path, 'enabled'), 'true or false');
  }
  // A short form that could not be normalised: without it the flag would be open to everyone.
  if (!isMissing(own(environment, 'targeting_rules'))) {
    const form =
      'geo, language, attributes, segments and operator, and left out beside `targeting`';
    report(fieldIn(path, 'targeting_rules'), form);
  }
  return {
    isEnabled: own(environment, 'enabled') === true,
    prerequisites: compilePrerequisites(environment, path, report),
    gate: isMissing(gate)
      ? undefined
      : compileCondition(gate, fieldIn(path, 'targeting'), gateScope, 1),
    rules,
    salt,
    rollout: createRollout(threshold, by, salt),
    serving: compileDefaultServing(environment, path, by, serving),
  };
}

/** Left out, everybody is in while there are no rules, and nobody while there are. */
function readThreshold(
  environment: JsonObject,
  path: string,
  hasRules: boolean,
  report: Report,
): number {
  const percentage = own(environment, 'rollout_percentage');
  if (isMissing(percentage)) return hasRules ? 0 : fullThreshold;
  return readPercentage(percentage, fieldIn(path, 'rollout_percentage'), report);
}

function compilePrerequisites(
  environment: JsonObject,
  path: string,
  report: Report,
): readonly CompiledPrerequisite[] {
  const list = readObjects(environment, 'prerequisites', mostPrerequisites, path, report);
  return list.map((prerequisite, index) => {
    const itemPath = fieldIn(path, `prerequisites[${index}]`);
    const isOn = readBoolean(prerequisite, 'enabled', true, itemPath, report);
    const variation = isMissing(own(prerequisite, 'variation'))
      ? undefined
      : readText(prerequisite, 'variation', itemPath, report);
    if (variation !== undefined && !isOn) {
      report(`${itemPath}.enabled`, 'true beside `variation`, which requires on');
    }
    return { flagId: readText(prerequisite, 'flag', itemPath, report), isOn, variation };
  });
}
