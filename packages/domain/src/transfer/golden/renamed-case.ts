import type { GoldenCase } from '@halyard/core/testing';

import { isObject, type JsonObject } from '../../json.ts';

/**
 * A case whose flags and segments have names that no other case's have, and the buckets that they had:
 * a flag's salt is written out, and segments with percentages, whose buckets follow from their key,
 * keep it.
 */
export function renamedCase(given: GoldenCase, suffix: string): GoldenCase {
  const { flags, segments = [], request } = given;
  const kept = new Set(segments.filter(hasPercent).map(({ key }) => key));
  const rename = (key: string): string => (kept.has(key) ? key : `${key}${suffix}`);
  return {
    ...given,
    flags: flags.map((flag) => ({
      ...flag,
      key: `${flag.key}${suffix}`,
      environments: mapValues(flag.environments, (environment) => ({
        salt: flag.key,
        ...(renameSegments(environment, rename) as typeof environment),
      })),
    })),
    segments: segments.map(({ rules, ...segment }) => ({
      ...segment,
      key: rename(segment.key),
      ...(rules && { rules: renameSegments(rules, rename) as typeof rules }),
    })),
    request: { ...request, flagKey: `${request.flagKey}${suffix}` },
  };
}

export const hasPercent = (segment: object): boolean =>
  JSON.stringify(segment).includes('"percent"');

const mapValues = <T, R>(object: Readonly<Record<string, T>>, map: (value: T) => R) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));

/** Goes through everything but configurations. */
function renameSegments(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => renameSegments(one, rename));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    if (name === 'configuration') return [name, inner];
    const isKey = name === 'segment' && typeof inner === 'string';
    return [name, isKey ? rename(inner) : renameSegments(inner, rename)];
  });
  return Object.fromEntries(entries) satisfies JsonObject;
}
