/** An object as JSON has it; read with {@link own} only, since keys come from users. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An object whose properties may be read as they are, unless every object inherits one of that
 * name; what inherits more is copied.
 */
export function plainObject(value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? value : { ...value };
}

/** An own property's value; inherited ones do not exist. */
export const own = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** `undefined` and `null` both mean that there is nothing. */
export const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

/** Deeper than this nothing is compared: it could exhaust the stack. */
const deepest = 100;

/** Equality of JSON: the order of an object's keys does not matter. */
export function isSameJson(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (depth > deepest) return false;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSameJson(item, other[index], depth + 1))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key], depth + 1))
  );
}
