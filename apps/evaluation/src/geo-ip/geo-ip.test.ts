import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { createLogger } from '@halyard/http';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

import { writeMmdb, type Networks } from '../testing/write-mmdb.ts';
import { openGeoIp } from './geo-ip.ts';

const patience = { timeout: 4_000 };

const country = (code: string, continent = 'EU') => ({
  continent: { code: continent },
  country: { iso_code: code },
});
const vienna = { ...country('AT'), city: { names: { en: 'Vienna' } } };

const networks: Networks = {
  '192.0.2.0/24': country('AT'),
  '192.0.2.128/25': vienna,
  '198.51.100.7/32': country('US', 'NA'),
  '2001:db8::/32': country('JP', 'AS'),
  '2001:db8:1::/48': country('NZ', 'OC'),
};

/** A logger that remembers what it is told. */
function createNotes() {
  const lines: string[] = [];
  const log = createLogger('test', 'silent');
  const note = (_fields: unknown, line: string) => void lines.push(line);
  return { lines, log: { ...log, info: note, error: note } as typeof log };
}

async function makeFile(content?: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-geo-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'places.mmdb');
  if (content) await writeFile(path, content);
  return path;
}

/** As updaters do it: readers see the old file or the new one. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function open(path: string) {
  const { lines, log } = createNotes();
  const geoIp = await openGeoIp(path, { log, checkIntervalMs: 10 });
  onTestFinished(geoIp.close);
  return { find: geoIp.find, lines };
}

const openWith = async (content: Buffer) => open(await makeFile(content));

describe('an address is where its smallest network is', () => {
  test.each([
    ['192.0.2.1', 'AT', undefined],
    ['192.0.2.127', 'AT', undefined],
    ['192.0.2.128', 'AT', 'Vienna'],
    ['192.0.2.255', 'AT', 'Vienna'],
    ['::ffff:192.0.2.200', 'AT', 'Vienna'],
    ['198.51.100.7', 'US', undefined],
    ['2001:db8::1', 'JP', undefined],
    ['2001:DB8:1::1', 'NZ', undefined],
  ])('%s: %s %s', async (address, expectedCountry, city) => {
    const { find } = await openWith(writeMmdb(networks));
    const expected = { country: expectedCountry, ...(city === undefined ? {} : { city }) };
    expect(find(address)).toMatchObject(expected);
    expect(find(address), 'asked again').toBe(find(address));
    expect(find(address)).not.toHaveProperty(city === undefined ? 'city' : 'region');
  });

  test.each(['192.0.3.0', '198.51.100.6', '2001:db9::1', '::1', '', 'unknown', '192.0.2.1:80'])(
    '%j is nowhere',
    async (address) => {
      const { find } = await openWith(writeMmdb(networks));
      expect(find(address)).toBeUndefined();
    },
  );
});

test('a database of countries gives countries', async () => {
  const { find } = await openWith(
    writeMmdb({ '192.0.2.0/24': country('AT') }, 'DBIP-Country-Lite'),
  );
  expect(find('192.0.2.1')).toEqual({ country: 'AT', continent: 'EU' });
});

test('a database of IPv4 alone knows no IPv6 address, not even one whose bits begin alike', async () => {
  const content = writeMmdb({ '32.1.13.0/24': country('AT') }, 'GeoLite2-Country', 4);
  const { find } = await openWith(content);
  expect(find('32.1.13.184')).toMatchObject({ country: 'AT' });
  expect(find('2001:db8::1')).toBeUndefined();
});

test('nothing that is asked for throws', async () => {
  const { find } = await openWith(writeMmdb(networks));
  const asked = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9a-f:.%]{1,60}$/),
    fc.anything(),
  );
  const isAnswered = (address: unknown): boolean => {
    const place = find(address);
    return place === undefined || place.country.length === 2;
  };
  fc.assert(fc.property(asked, isAnswered), { numRuns: 5_000 });
});

describe('a file that is put in its place', () => {
  test('is taken over, for addresses asked for before too', async () => {
    const path = await makeFile(writeMmdb(networks));
    const { find, lines } = await open(path);
    expect(find('192.0.2.1')).toMatchObject({ country: 'AT' });
    await replaceFile(path, writeMmdb({ '192.0.2.0/24': country('CH') }));
    await expect.poll(() => find('192.0.2.1'), patience).toMatchObject({ country: 'CH' });
    expect(find('192.0.2.200')).toMatchObject({ country: 'CH' });
    expect(lines).toEqual(['GeoIP database read', 'GeoIP database read']);
  });

  const whole = writeMmdb(networks);
  const marker = whole.lastIndexOf('MaxMind.com') - 3;
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['another file', Buffer.from('<html></html>')],
    ['noise', Buffer.alloc(10_000, 'halyard')],
    ['one that is packed', gzipSync(whole)],
    ['one whose end is missing', whole.subarray(0, -40)],
    ['one whose metadata are missing', whole.subarray(0, marker)],
    ['one whose beginning is missing', whole.subarray(marker - 40)],
  ])(
    'and is broken (%s) is logged and changes nothing, until there is a good one',
    async (_what, content) => {
      const path = await makeFile(whole);
      const { find, lines } = await open(path);
      await replaceFile(path, content);
      await expect.poll(() => lines.at(-1), patience).toBe('the GeoIP database cannot be read');
      expect(find('192.0.2.1')).toMatchObject({ country: 'AT' });
      expect(find('198.51.100.7')).toMatchObject({ country: 'US' });
      await replaceFile(path, writeMmdb({ '192.0.2.0/24': country('CH') }));
      await expect.poll(() => find('192.0.2.1'), patience).toMatchObject({ country: 'CH' });
      expect(lines).toHaveLength(3);
    },
  );
});

test('a file that is taken away changes nothing', async () => {
  const path = await makeFile(writeMmdb(networks));
  const { find, lines } = await open(path);
  await rm(path);
  await expect.poll(() => lines.at(-1), patience).toBe('the GeoIP database cannot be read');
  expect(find('192.0.2.1')).toMatchObject({ country: 'AT' });
});

test('without a file no place is known, until there is one', async () => {
  const path = await makeFile();
  const { find, lines } = await open(path);
  expect(lines).toEqual(['the GeoIP database cannot be read']);
  expect(find('192.0.2.1')).toBeUndefined();
  await replaceFile(path, writeMmdb(networks));
  await expect.poll(() => find('192.0.2.1'), patience).toMatchObject({ country: 'AT' });
});
