import { effectiveRollout, type Flag, type FlagEnvironment } from '@halyard/core';

type JsonObject = Readonly<Record<string, unknown>>;

interface ListedEnvironment {
  enabled: boolean;
  rollout_percentage: number;
  targeting?: Record<string, unknown>;
  rules?: Record<string, unknown>[];
}

interface ListedVariation {
  key: string;
  weight: number;
  configuration?: Record<string, unknown>;
}

/** A flag's environments, as far as they can be read: its row may be damaged. */
export const readEnvironments = (flag: Flag): [name: string, environment: ListedEnvironment][] =>
  Object.entries<unknown>(isObject(flag.environments) ? flag.environments : {}).flatMap(
    ([name, environment]) => (isObject(environment) ? [[name, readEnvironment(environment)]] : []),
  );

function readEnvironment(given: JsonObject): ListedEnvironment {
  const { enabled, targeting, rules, rollout_percentage: percentage } = given;
  const listed = {
    ...(typeof percentage === 'number' && { rollout_percentage: percentage }),
    ...(Array.isArray(rules) && { rules: rules.filter(isObject) }),
  };
  return {
    enabled: enabled === true,
    ...listed,
    // Of the rules it only asks whether there are any.
    rollout_percentage: effectiveRollout(listed as unknown as FlagEnvironment),
    ...(isObject(targeting) && { targeting }),
  };
}

/** A flag's variations, as far as they can be read. */
export function readVariations({ variations }: Flag): ListedVariation[] {
  const given: unknown = variations;
  return Array.isArray(given) ? given.filter(isObject).flatMap(readVariation) : [];
}

function readVariation({ key, weight, configuration }: JsonObject): ListedVariation[] {
  if (typeof key !== 'string') return [];
  const listed = { key, weight: typeof weight === 'number' ? weight : 1 };
  return [{ ...listed, ...(isObject(configuration) && { configuration }) }];
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
