import { isObject, type JsonObject } from '../../json.ts';

/** These are one value: half of an old condition and half of a new one would be neither. */
const wholes = new Set(['targeting']);

/**
 * Applies a JSON merge patch (RFC 7396): objects merge by field, `null` removes, everything else
 * replaces. Conditions replace as a whole.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged.delete(field);
    else if (!isObject(value) || wholes.has(field)) merged.set(field, value);
    else merged.set(field, mergePatch(objectOr(merged.get(field)), value));
  }
  return Object.fromEntries(merged);
}

const objectOr = (value: unknown): JsonObject => (isObject(value) ? value : {});
