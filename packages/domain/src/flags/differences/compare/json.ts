import { isObject } from '../../../json.ts';
import { value, type Compare } from './compare.ts';
import type { Field } from './fields.ts';
import { pairs } from './pairs.ts';

/** A comparison of JSON as people write it: objects field by field, everything else as a whole. */
export const json: Compare = (place, before, after) => {
  if (!isObject(before) || !isObject(after)) return value()(place, before, after);
  return pairs(before, after).flatMap(([name, was, is]) =>
    // Called by its path: a prefix for each level would be hard to read.
    json({ ...place, field: `${place.field}.${name}`, noun: `${place.noun}.${name}` }, was, is),
  );
};

/** A field nobody has found words for. */
export const unworded = (name: string): Field => [name, json];
