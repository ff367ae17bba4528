import { isDeepStrictEqual } from 'node:util';

import type { FlagDifference } from '@halyard/contracts';

import { isObject, type JsonObject } from '../../../json.ts';
import { value, type Compare } from './compare.ts';
import { differenceAt } from './difference-at.ts';
import { inside, type Place } from './place.ts';

interface Listed {
  /** The field that tells items apart. */
  id: string;
  nounOf: (item: JsonObject) => string;
  compare: Compare;
}

/**
 * A comparison of lists whose items are told apart by a field: which were added, removed and changed,
 * and in which order those are that stayed. What cannot be told apart is compared as a whole.
 */
export const list =
  (listed: Listed): Compare =>
  (place, before, after) => {
    const old = byId(before, listed.id);
    const made = byId(after, listed.id);
    if (!old || !made) return value()(place, before, after);
    const found = [
      ...compareItems(listed, place, old, made),
      ...compareOrder(listed, place, old, made),
    ];
    // A list without items and none at all hold the same, and yet are not the same.
    return found.length > 0 ? found : value()(place, before, after);
  };

type Items = ReadonlyMap<string, JsonObject>;

const compareItems = (
  { nounOf, compare }: Listed,
  place: Place,
  before: Items,
  after: Items,
): FlagDifference[] =>
  [...new Set([...after.keys(), ...before.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return compare(inside({ ...place, noun: '' }, id, nounOf((is ?? was)!)), was, is);
  });

function compareOrder(
  { nounOf }: Listed,
  place: Place,
  before: Items,
  after: Items,
): FlagDifference[] {
  const was = [...before.keys()].filter((id) => after.has(id));
  const is = [...after.keys()].filter((id) => before.has(id));
  if (isDeepStrictEqual(was, is)) return [];
  const say = (ids: readonly string[]) => ids.map((id) => nounOf(after.get(id)!)).join(', ');
  return differenceAt(place, was, is, () => `moved: ${say(was)} → ${say(is)}`);
}

/** Items by id, in order; `undefined` where they cannot be told apart. */
function byId(items: unknown, field: string): Items | undefined {
  if (items === undefined) return new Map();
  if (!Array.isArray(items)) return undefined;
  const found = new Map<string, JsonObject>();
  for (const item of items as readonly unknown[]) {
    const id = isObject(item) ? item[field] : undefined;
    if (typeof id !== 'string' || found.has(id)) return undefined;
    found.set(id, item as JsonObject);
  }
  return found;
}
