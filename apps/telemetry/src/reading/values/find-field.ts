/** An object of a body that was parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The first of these fields that is there, in any of the places where it may stand: clients spell them
 * in their own ways. Nothing, null and the empty text count as absent.
 */
export function findField(places: readonly JsonObject[], ...names: readonly string[]): unknown {
  for (const name of names) {
    for (const place of places) {
      const value = place[name];
      if (!isAbsent(value)) return value;
    }
  }
  return undefined;
}

/** The first of these fields that is a boolean. */
export function findBoolean(
  places: readonly JsonObject[],
  ...names: readonly string[]
): boolean | undefined {
  for (const name of names) {
    for (const place of places) {
      const value = place[name];
      if (typeof value === 'boolean') return value;
    }
  }
  return undefined;
}
