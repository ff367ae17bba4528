import { toIdentifier } from './identity.ts';
import type { Input } from './input.ts';
import { isObject, own, type JsonObject } from './json.ts';

/** Reads one attribute; `undefined` when it is missing. */
export type AttributeReader = (input: Input) => unknown;

/** Finds the reader of a name. */
export type FindReader = (name: string) => AttributeReader;

const present = (value: unknown): unknown => (value === '' ? undefined : value);

const fromGeolocation =
  (field: string): AttributeReader =>
  ({ context: { geolocation } }) =>
    isObject(geolocation) ? present(own(geolocation, field)) : undefined;

/** These never fall back to `attributes`; in them the empty string counts as absent. */
const builtIn = new Map<string, AttributeReader>([
  ['user_id', ({ context }) => toIdentifier(context.user_id)],
  ['anonymous_id', ({ context }) => toIdentifier(context.anonymous_id)],
  ['session_id', ({ context }) => toIdentifier(context.session_id)],
  ['organization_id', ({ context }) => present(context.organization_id)],
  ['application_id', ({ context }) => present(context.application_id)],
  ['environment', ({ circumstances }) => present(circumstances.environment)],
  ['language', ({ context }) => present(context.language)],
  ['ip_address', ({ context }) => present(context.ip_address)],
  ['user_agent', ({ context }) => present(context.user_agent)],
  ['now', ({ circumstances }) => circumstances.now],
  ['geolocation', ({ context }) => present(context.geolocation)],
  ...['country', 'city', 'region', 'continent', 'timezone', 'latitude', 'longitude'].map(
    (field) => [`geolocation.${field}`, fromGeolocation(field)] as const,
  ),
]);

const forced = 'attributes.';

/** Finds what a name refers to in the element that `elem_match` looks at. */
export const compileElementAttribute: FindReader =
  (name) =>
  ({ element }) =>
    isObject(element) ? find(element, name) : undefined;

/** Finds what a name refers to in the context, once, when a flag is compiled. */
export const compileAttribute: FindReader = (name) => {
  const known = builtIn.get(name);
  if (known) return known;
  const path = name.startsWith(forced) ? name.slice(forced.length) : name;
  // Reading a property is faster than asking whether it is the object's own: what a name that is
  // a path, or that every object inherits, refers to takes longer to find.
  const isPlain = !path.includes('.') && !(path in Object.prototype);
  return isPlain
    ? ({ attributes }) => (attributes === undefined ? undefined : attributes[path])
    : ({ attributes }) => (attributes === undefined ? undefined : find(attributes, path));
};

/** Looks a name up as it is, then as a dotted path through plain objects. */
function find(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : follow(object, name.split('.'));
}

function follow(object: JsonObject, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    if (!isObject(value)) return undefined;
    value = own(value, key);
  }
  return value;
}
