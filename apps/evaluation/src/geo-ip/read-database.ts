import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';

import { canonicalAddress } from '@halyard/http';
import { LRUCache } from 'lru-cache';
import { Reader } from 'maxmind';

import { readGeolocation, type Geolocation } from './geolocation.ts';

export interface GeoDatabase {
  /** What its maker calls it: `GeoLite2-City` … */
  type: string;
  builtAt: Date;
  /** `undefined` for an address that is not in it, or is none. Never throws. */
  find(address: string): Geolocation | undefined;
}

/** Addresses whose place is remembered. */
const cachedAddresses = 10_000;

/** Parts of records that many share (a country with its names), decoded once. */
const cachedParts = 2_000;

/** Between a database's search tree and its data. */
const separatorLength = 16;

/** Reads a MaxMind DB file into memory. Throws where it is none, or not whole. */
export async function readDatabase(path: string): Promise<GeoDatabase> {
  const bytes = await readFile(path);
  const reader = new Reader<object>(bytes, { cache: new LRUCache({ max: cachedParts }) });
  const { databaseType, buildEpoch, ipVersion, searchTreeSize } = reader.metadata;
  if (!(searchTreeSize + separatorLength < bytes.length)) throw new Error('The file is cut off.');
  const cache = new LRUCache<string, { place: Geolocation | undefined }>({ max: cachedAddresses });

  function look(address: string): Geolocation | undefined {
    // The library would walk a tree of IPv4 by the first bits of an IPv6 address.
    if (ipVersion === 4 && isIPv6(address)) return undefined;
    try {
      return readGeolocation(reader.get(address));
    } catch {
      return undefined;
    }
  }

  return {
    type: databaseType,
    builtAt: buildEpoch,
    find(given) {
      const cached = cache.get(given);
      if (cached) return cached.place;
      const address = canonicalAddress(given);
      if (address === undefined) return undefined;
      const place = look(address);
      cache.set(given, { place });
      return place;
    },
  };
}
