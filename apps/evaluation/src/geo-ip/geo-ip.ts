import { stat } from 'node:fs/promises';

import type { Logger } from '@halyard/http';

import type { Geolocation } from './geolocation.ts';
import { readDatabase, type GeoDatabase } from './read-database.ts';

export interface GeoIp {
  /** Where an address is, from memory; `undefined` when that is not known. Never throws. */
  find(address: unknown): Geolocation | undefined;
  close(): Promise<void>;
}

export interface GeoIpOptions {
  log: Pick<Logger, 'info' | 'error'>;
  /** How often the file is looked at. */
  checkIntervalMs?: number;
}

const defaultCheckIntervalMs = 60_000;

/**
 * Opens a MaxMind DB file (City or Country) and follows it: a file put in its place is taken over,
 * one that cannot be read is logged and changes nothing. Until there is one, no place is known.
 */
export async function openGeoIp(
  path: string,
  { log, checkIntervalMs = defaultCheckIntervalMs }: GeoIpOptions,
): Promise<GeoIp> {
  let database: GeoDatabase | undefined;
  let seen: string | undefined;

  async function check(): Promise<void> {
    const version = await describeVersion(path);
    if (version === seen) return;
    seen = version;
    try {
      database = await readDatabase(path);
      const { type, builtAt } = database;
      log.info({ type, builtAt }, 'GeoIP database read');
    } catch (error) {
      log.error({ err: error }, 'the GeoIP database cannot be read');
    }
  }

  await check();
  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(check);
  }, checkIntervalMs);

  return {
    find: (address) => (typeof address === 'string' ? database?.find(address) : undefined),
    async close() {
      clearInterval(timer);
      await checking;
    },
  };
}

/** What changes whenever the file does. */
async function describeVersion(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'missing';
  }
}
