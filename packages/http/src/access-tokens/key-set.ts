import type { KeyObject } from 'node:crypto';

import { AppError } from '@halyard/contracts';

import type { Logger } from '../process/logger.ts';

export interface KeySetOptions {
  /** Key id → public key; rejects while they cannot be read. */
  read: () => Promise<ReadonlyMap<string, KeyObject>>;
  log: Pick<Logger, 'warn'>;
  /** Unix time, milliseconds. */
  now: () => number;
}

export interface KeySet {
  /** `undefined` when there is no such key; `unavailable` when that cannot be told now. */
  find(keyId: string): Promise<KeyObject | undefined>;
}

/** Between two readings, however many unknown keys are asked for. */
const shortestIntervalMs = 10_000;

/** How old what is known may be before it is read again, which is how a key is taken away. */
const longestAgeMs = 600_000;

/**
 * Remembers the keys of a JWKS. One that is known is given at once, through any outage; one that is
 * not has them read again, once for all who ask.
 */
// Not jwks-rsa: asked for 20 unknown keys at once, it sends 20 requests whatever its limit is; it
// waits for ever on an answer that stalls, and it knows no files.
export function createKeySet({ read, log, now }: KeySetOptions): KeySet {
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let attemptAtMs = Number.NEGATIVE_INFINITY;
  let hasFailed = false;
  let reading: Promise<void> | undefined;

  async function attempt(): Promise<void> {
    attemptAtMs = now();
    try {
      keys = await read();
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      log.warn({ err: error }, 'the keys of access tokens cannot be read');
    }
    reading = undefined;
  }

  function readIfOlderThan(ageMs: number): void {
    // A clock that was set back must not keep new keys out.
    if (Math.abs(now() - attemptAtMs) >= ageMs) reading ??= attempt();
  }

  return {
    async find(keyId) {
      const known = keys.get(keyId);
      readIfOlderThan(known && !hasFailed ? longestAgeMs : shortestIntervalMs);
      if (known) return known;
      await reading;
      const found = keys.get(keyId);
      if (!found && hasFailed) throw unavailable();
      return found;
    },
  };
}

const unavailable = (): AppError =>
  new AppError(
    'unavailable',
    'Access tokens cannot be checked at the moment; try again.',
    undefined,
    { 'retry-after': String(shortestIntervalMs / 1000) },
  );
