import type { IncomingHttpHeaders } from 'node:http';

import { apiKeyHashText, readCredential } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import type { KeyRecord, Replica } from '@halyard/replica';

import type { KeyUsage } from './key-usage.ts';

export interface AuthenticateDeps {
  replica: Pick<Replica, 'findKey' | 'isReady'>;
  keyUsage: Pick<KeyUsage, 'record'>;
  now: () => number;
}

/** Finds the caller's key in memory. `unavailable` until this node knows the keys: never a 401 for a valid one. */
export function createAuthenticate({ replica, keyUsage, now }: AuthenticateDeps) {
  return (headers: IncomingHttpHeaders): KeyRecord => {
    const credential = readCredential(headers);
    if (credential.kind !== 'key') {
      throw new AppError('unauthorized', 'Send an SDK key or a server key.');
    }
    if (!replica.isReady()) {
      throw new AppError('unavailable', 'This node is still loading; try again.');
    }
    const key = replica.findKey(apiKeyHashText(credential.secret));
    const time = now();
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= time)) {
      throw new AppError('unauthorized', 'This key is unknown, expired or revoked.');
    }
    keyUsage.record(key, time);
    return key;
  };
}
