import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import { withFields } from './fields.ts';

/** Conditions that must all hold; `undefined` where something cannot be read. */
type Conditions = readonly JsonObject[] | undefined;

type Membership = 'in' | 'not_in';

/**
 * What `targeting_rules` demand, as conditions that must all hold. A part that is left out or lists
 * nothing demands nothing. An unknown field may be a restriction: with one, nothing is read.
 */
export function readTargetingRules(source: unknown): Conditions {
  const rules = readFields(source, ['geo', 'language', 'attributes', 'segments', 'operator']);
  if (!rules) return undefined;
  return all([
    readGeo(own(rules, 'geo')),
    readLanguage(own(rules, 'language')),
    readAttributes(own(rules, 'attributes'), own(rules, 'operator')),
    readSegments(own(rules, 'segments')),
  ]);
}

function readGeo(source: unknown): Conditions {
  const geo = readFields(source, ['countries', 'cities', 'timezones', 'operator']);
  const membership = geo && readMembership(geo);
  if (!geo || !membership) return undefined;
  const listed = (attribute: string) => (values: readonly unknown[]) => [
    { attribute, operator: membership, values },
  ];
  return all([
    demand(own(geo, 'countries'), (values) => [
      among({ attribute: 'geolocation.country', operator: 'country_in', values }, membership),
    ]),
    demand(own(geo, 'cities'), listed('geolocation.city')),
    demand(own(geo, 'timezones'), listed('geolocation.timezone')),
  ]);
}

function readLanguage(source: unknown): Conditions {
  const language = readFields(source, ['languages', 'operator']);
  const membership = language && readMembership(language);
  if (!language || !membership) return undefined;
  return demand(own(language, 'languages'), (values) => [
    among({ attribute: 'language', operator: 'language_in', values }, membership),
  ]);
}

/** The sibling operator joins the attributes only: the other parts must hold in any case. */
function readAttributes(source: unknown, operator: unknown): Conditions {
  const joint = readJoint(operator);
  if (!joint) return undefined;
  return demand(source, (items) => {
    const tests = all(items.map(readAttribute));
    return tests && joint === 'or' ? [{ operator: joint, rules: tests }] : tests;
  });
}

function readAttribute(item: unknown): Conditions {
  if (!isObject(item) || !isMissing(own(item, 'attribute'))) return undefined;
  const attribute = own(item, 'key');
  if (typeof attribute !== 'string') return undefined;
  return [withFields(item, { key: undefined, attribute })];
}

function readSegments(source: unknown): Conditions {
  const segments = readFields(source, ['include', 'exclude']);
  if (!segments) return undefined;
  const each = (operator: Membership) => (keys: readonly unknown[]) =>
    keys.map((segment) => ({ segment, operator }));
  return all([
    demand(own(segments, 'include'), each('in')),
    demand(own(segments, 'exclude'), each('not_in')),
  ]);
}

/** An object that has no other fields; an empty one where there is nothing. */
function readFields(source: unknown, fields: readonly string[]): JsonObject | undefined {
  if (isMissing(source)) return {};
  if (!isObject(source)) return undefined;
  const isKnown = ([field, value]: [string, unknown]) => fields.includes(field) || isMissing(value);
  return Object.entries(source).every(isKnown) ? source : undefined;
}

function readMembership(source: JsonObject): Membership | undefined {
  const operator = own(source, 'operator') ?? 'in';
  return operator === 'in' || operator === 'not_in' ? operator : undefined;
}

function readJoint(operator: unknown): 'and' | 'or' | undefined {
  const joint = typeof operator === 'string' ? operator.toLowerCase() : (operator ?? 'and');
  return joint === 'and' || joint === 'or' ? joint : undefined;
}

/** For an operator that has no complement of its own. */
const among = (test: JsonObject, membership: Membership): JsonObject =>
  membership === 'in' ? test : { operator: 'none', rules: [test] };

/** What a list demands; nothing where it is left out or empty. */
function demand(list: unknown, read: (items: readonly unknown[]) => Conditions): Conditions {
  if (isMissing(list)) return [];
  if (!Array.isArray(list)) return undefined;
  return list.length === 0 ? [] : read(list);
}

const all = (parts: readonly Conditions[]): Conditions =>
  parts.every((part) => part !== undefined) ? parts.flat() : undefined;
