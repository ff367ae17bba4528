import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import { renameField, withFields } from './fields.ts';

/**
 * The stored form of variations: a list, also where they were given by name. An object whose members
 * are not objects, or call themselves by another key than their name, is left as it is.
 */
export function normaliseVariations(variations: unknown): unknown {
  const list = isObject(variations) ? listByName(variations) : variations;
  return Array.isArray(list) ? list.map(normaliseVariation) : list;
}

const normaliseVariation = (variation: unknown): unknown =>
  isObject(variation) ? renameField(variation, 'allocation', 'weight') : variation;

/** In byte order of the names: an object's own order does not survive every client. */
function listByName(variations: JsonObject): unknown {
  const list = Object.entries(variations)
    .toSorted(([one], [other]) => compareUtf8(one, other))
    .map(([name, variation]) => withKey(variation, name));
  return list.includes(undefined) ? variations : list;
}

function withKey(variation: unknown, name: string): JsonObject | undefined {
  if (!isObject(variation)) return undefined;
  const key = own(variation, 'key');
  return isMissing(key) || key === name ? withFields(variation, { key: name }) : undefined;
}

const encoder = new TextEncoder();

function compareUtf8(one: string, other: string): number {
  const [bytes, others] = [encoder.encode(one), encoder.encode(other)];
  const at = bytes.findIndex((byte, index) => byte !== others[index]);
  return at === -1 ? bytes.length - others.length : bytes[at]! - (others[at] ?? -1);
}
