/** Where an address is: what the built-in attributes `geolocation.*` ask for. */
export interface Geolocation {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Its name in English. */
  readonly city?: string;
  /** Of the largest subdivision: the part of ISO 3166-2 after the country. */
  readonly region?: string;
  /** Two letters. */
  readonly continent?: string;
  /** Of the IANA database. */
  readonly timezone?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Reads a record of a City or Country database; `undefined` where it names no country. */
export function readGeolocation(record: unknown): Geolocation | undefined {
  const country = text(at(record, 'country', 'iso_code'));
  if (country === undefined) return undefined;
  const fields = {
    country,
    city: text(at(record, 'city', 'names', 'en')),
    region: text(at(record, 'subdivisions', 0, 'iso_code')),
    continent: text(at(record, 'continent', 'code')),
    timezone: text(at(record, 'location', 'time_zone')),
    latitude: number(at(record, 'location', 'latitude')),
    longitude: number(at(record, 'location', 'longitude')),
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(present) as unknown as Geolocation);
}

/** What lies at a path in a record; databases leave out what they do not know. */
function at(record: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (value as Record<string | number, unknown> | undefined)?.[name],
    record,
  );
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const number = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;
