import { isObject } from '../../../json.ts';
import { value, type Compare } from './compare.ts';
import { pairs } from './pairs.ts';
import { inside } from './place.ts';

/** How a field is called, and compared. */
export type Field = readonly [noun: string, compare: Compare];

/**
 * A comparison of objects, field by field: the known ones first, in their order, the others as
 * `otherwise` says. Where one of the two is no object they are compared by `whole`.
 */
export const fields =
  (
    known: Readonly<Record<string, Field>>,
    otherwise: (name: string) => Field,
    whole: Compare = value(),
  ): Compare =>
  (place, before, after) => {
    if (!isObject(before) || !isObject(after)) return whole(place, before, after);
    return pairs(before, after, Object.keys(known)).flatMap(([name, was, is]) => {
      const [noun, compare] = Object.hasOwn(known, name) ? known[name]! : otherwise(name);
      return compare(inside(place, name, noun), was, is);
    });
  };
