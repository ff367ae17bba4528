import { expect, test } from 'vitest';

import { readGeolocation } from './geolocation.ts';

test('every built-in attribute is read from a City record', () => {
  const record = {
    city: { geoname_id: 2_761_369, names: { de: 'Wien', en: 'Vienna' } },
    continent: { code: 'EU', names: { en: 'Europe' } },
    country: { iso_code: 'AT', names: { en: 'Austria' } },
    location: { accuracy_radius: 20, latitude: 48.2, longitude: 16.37, time_zone: 'Europe/Vienna' },
    postal: { code: '1010' },
    registered_country: { iso_code: 'DE' },
    subdivisions: [{ iso_code: '9' }, { iso_code: '900' }],
  };
  expect(readGeolocation(record)).toEqual({
    country: 'AT',
    city: 'Vienna',
    region: '9',
    continent: 'EU',
    timezone: 'Europe/Vienna',
    latitude: 48.2,
    longitude: 16.37,
  });
});

test('what a record does not say is left out', () => {
  const record = {
    city: { names: { en: '' } },
    continent: { code: 'EU' },
    country: { iso_code: 'AT' },
    location: { latitude: 0, longitude: '16' },
    subdivisions: [],
  };
  const place = readGeolocation(record);
  expect(place).toStrictEqual({ country: 'AT', continent: 'EU', latitude: 0 });
});

test.each([
  [null],
  [undefined],
  ['AT'],
  [{}],
  [{ country: 'AT' }],
  [{ country: { iso_code: 40 } }],
  [{ country: null, city: { names: { en: 'Vienna' } } }],
  [{ autonomous_system_number: 64_500 }],
])('%j is no place', (record) => {
  expect(readGeolocation(record)).toBeUndefined();
});
