import { isObject, type JsonObject } from '../../json.ts';

/** A gate is one value: half of an old condition and half of a new one would be neither. */
const isWhole = ([first, , third, ...deeper]: readonly string[]): boolean =>
  first === 'environments' && third === 'targeting' && deeper.length === 0;

/**
 * Applies a JSON merge patch (RFC 7396) to a flag's fields: objects merge by field, `null` removes,
 * everything else replaces. Conditions replace as a whole.
 */
export function mergePatch(
  target: JsonObject,
  patch: JsonObject,
  path: readonly string[] = [],
): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [field, value] of Object.entries(patch)) {
    const here = [...path, field];
    if (value === null) merged.delete(field);
    else if (!isObject(value) || isWhole(here)) merged.set(field, value);
    else merged.set(field, mergePatch(objectOr(merged.get(field)), value, here));
  }
  return Object.fromEntries(merged);
}

const objectOr = (value: unknown): JsonObject => (isObject(value) ? value : {});
