import type { JsonObject } from '../../../json.ts';

/** The fields of two objects with both values, those named first in that order. */
export const pairs = (
  before: JsonObject,
  after: JsonObject,
  first: readonly string[] = [],
): [name: string, before: unknown, after: unknown][] =>
  [...new Set([...first, ...Object.keys(before), ...Object.keys(after)])].map((name) => [
    name,
    own(before, name),
    own(after, name),
  ]);

const own = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;
