import type { IncomingMessage } from 'node:http';

import { AppError, type Route } from '@halyard/contracts';
import { createReadCaller, type KeyUsage } from '@halyard/http';
import { createAdmit, type Limits } from '@halyard/limits';
import type { KeyRecord, Replica } from '@halyard/replica';

export interface AuthenticateDeps {
  replica: Pick<Replica, 'findKey' | 'lookUpKey' | 'trustsKeys' | 'isReady'>;
  keyUsage: Pick<KeyUsage, 'record'>;
  limits: Pick<Limits, 'pool'>;
  /** Whether old clients may send their key as `?apiKey=`. */
  allowsKeyInQuery: boolean;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Requests a minute of one organization, telemetry and feedback together, through all nodes. */
const organizationLimit = 1_000;

/** Finds out whose key it is, and whether their organization may report more in this minute. */
export function createAuthenticate(
  deps: AuthenticateDeps,
): (req: IncomingMessage, route: Pick<Route, 'access'>) => KeyRecord | Promise<KeyRecord> {
  const { replica, keyUsage, limits, allowsKeyInQuery, now } = deps;
  const admit = createAdmit(limits);

  async function admitKey(key: KeyRecord): Promise<KeyRecord> {
    const nowMs = now();
    keyUsage.record(key, nowMs);
    await admit(key.organizationId, organizationLimit, 'minute', nowMs);
    return key;
  }

  return createReadCaller<KeyRecord, never>({
    keys: replica,
    admitKey,
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'Send a key.')),
    allowsKeyInQuery,
    now,
  });
}
