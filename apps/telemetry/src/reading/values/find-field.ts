/** An object of a body that was parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isThere = (value: unknown): value is object | string | number | boolean =>
  value !== undefined && value !== null && value !== '';
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

const finding =
  <T>(isMeant: (value: unknown) => value is T) =>
  (places: readonly JsonObject[], ...names: readonly string[]): T | undefined => {
    for (const name of names) {
      for (const place of places) {
        const value = place[name];
        if (isMeant(value)) return value;
      }
    }
    return undefined;
  };

/**
 * The first of these fields that is there, in any of the places where it may stand: clients spell them
 * in their own ways. Nothing, null and the empty text count as absent.
 */
export const findField = finding(isThere);

/** The first of these fields that is a text with something in it. */
export const findText = finding(isText);

/** The first of these fields that is a boolean. */
export const findBoolean = finding(isBoolean);
