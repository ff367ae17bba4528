import { boundedName, longestCity, other } from '@halyard/contracts';

import { mostCities } from './bounds.ts';
import {
  getOrAdd,
  type Collected,
  type EnvironmentCounts,
  type FlagCounts,
  type Row,
} from './collected.ts';
import { addTo, rowOf } from './rows.ts';

/** What a request says of where it comes from; anything at all. */
interface Place {
  readonly country?: unknown;
  readonly city?: unknown;
}

/** Counts one evaluation in its country and city; codes are those of `createCountryCodes`. */
export function addPlace(
  collected: Collected,
  codes: ReadonlyMap<string, string>,
  flag: FlagCounts,
  { countries }: EnvironmentCounts,
  { country, city }: Place,
  user: number,
): void {
  if (typeof country !== 'string' || country === '') return;
  const code = codes.get(country) ?? other;
  const cities = countries.get(code) ?? getOrAdd(countries, code, createCities);
  const name = typeof city === 'string' && city !== '' ? city : null;
  const row = cities.get(name) ?? rowOf(collected, cities, boundedCity(flag, name));
  addTo(collected, row, user);
}

const createCities = () => new Map<string | null, Row>();

/** The city, while the flag has room for it. */
function boundedCity(flag: FlagCounts, city: string | null): string | null {
  if (city === null) return null;
  const name = boundedName(city, longestCity, flag.cities < mostCities);
  if (name !== other) flag.cities += 1;
  return name;
}
