import { isObject, type JsonObject } from './find-field.ts';

/** A body that is a JSON object, or nothing at all, which is an empty one. */
export function parseObject(text: string): JsonObject | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
