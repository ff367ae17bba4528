import { isObject, own } from '../json.ts';
import { anyOf, never, ofWhole, perElement, readEach, type Operator } from './operator.ts';
import { toNumber } from './scalars.ts';

const readCountry = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined;

const countryIn = anyOf((values, _options, report) => {
  const expected = 'a country as two letters (ISO 3166-1)';
  const wanted = new Set(readEach(values, readCountry, expected, report));
  return { matches: (seen) => typeof seen === 'string' && wanted.has(seen.toUpperCase()) };
});

/** A language as it is compared: lower case, parts separated by `-`. */
const toLanguage = (text: string): string => text.toLowerCase().replaceAll('_', '-');

const readLanguage = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? toLanguage(value) : undefined;

/** A language alone matches all of its regions; one with a region only itself. */
const languageIn = anyOf((values, _options, report) => {
  const wanted = new Set(readEach(values, readLanguage, 'a language such as en or en-US', report));
  return {
    matches(seen) {
      if (typeof seen !== 'string') return false;
      const language = toLanguage(seen);
      return wanted.has(language) || wanted.has(language.split('-', 1)[0]!);
    },
  };
});

/** Mean radius of the Earth, kilometres (IUGG). */
const earthRadiusKm = 6_371.0088;
const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Point {
  latitude: number;
  longitude: number;
}

/** Great-circle distance by the haversine formula, kilometres. */
function distanceKm(one: Point, other: Point): number {
  const latitudes = toRadians(other.latitude - one.latitude);
  const longitudes = toRadians(other.longitude - one.longitude);
  const a =
    Math.sin(latitudes / 2) ** 2 +
    Math.cos(toRadians(one.latitude)) *
      Math.cos(toRadians(other.latitude)) *
      Math.sin(longitudes / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(a)));
}

function readPoint(latitude: unknown, longitude: unknown): Point | undefined {
  const [north, east] = [toNumber(latitude), toNumber(longitude)];
  if (north === undefined || east === undefined) return undefined;
  const exists = Math.abs(north) <= 90 && Math.abs(east) <= 180;
  return exists ? { latitude: north, longitude: east } : undefined;
}

const withinRadius = perElement([3, 3], ([latitude, longitude, km], _options, report) => {
  const centre = readPoint(latitude, longitude);
  const radius = toNumber(km);
  if (!centre) report('values[0]', 'a latitude, and values[1] a longitude, in degrees');
  if (radius === undefined || radius < 0) report('values[2]', 'a distance in kilometres');
  if (!centre || radius === undefined) return never;
  return {
    matches(seen) {
      if (!isObject(seen)) return false;
      const point = readPoint(own(seen, 'latitude'), own(seen, 'longitude'));
      return point !== undefined && distanceKm(centre, point) <= radius;
    },
  };
});

export const place: Record<string, Operator> = {
  country_in: countryIn,
  within_radius: ofWhole(withinRadius),
  language_in: languageIn,
};
