import { own, type JsonObject } from '../json.ts';

/** A copy with other fields; `undefined` takes one away. `__proto__` is a field like any other. */
export const withFields = (object: JsonObject, fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...object, ...fields }).filter(([, value]) => value !== undefined),
  );

/**
 * Calls a field by its one name; where both are there, the value under that name stays. A `null` is
 * kept, so that in a merge patch the other spelling removes the field too.
 */
export function renameField(object: JsonObject, from: string, to: string): JsonObject {
  const value = own(object, from);
  if (value === undefined) return object;
  return withFields(object, { [from]: undefined, [to]: own(object, to) ?? value });
}
