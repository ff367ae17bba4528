import type { IncomingHttpHeaders } from 'node:http';

import { apiKeyHashText, readCredential } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import type { KeyRecord, Replica } from '@halyard/replica';

import type { KeyUsage } from './key-usage.ts';

export interface AuthenticateDeps {
  replica: Pick<Replica, 'findKey' | 'lookUpKey' | 'trustsKeys' | 'isReady'>;
  keyUsage: Pick<KeyUsage, 'record'>;
  now: () => number;
}

/**
 * Finds the caller's key: at once where it is in memory, else it is looked up. `unavailable`
 * whenever that cannot be told: never `unauthorized` for a valid key.
 */
export function createAuthenticate({ replica, keyUsage, now }: AuthenticateDeps) {
  function accept(key: KeyRecord | undefined): KeyRecord {
    const time = now();
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= time)) {
      throw new AppError('unauthorized', 'This key is unknown, expired or revoked.');
    }
    keyUsage.record(key, time);
    return key;
  }

  return (headers: IncomingHttpHeaders): KeyRecord | Promise<KeyRecord> => {
    const credential = readCredential(headers);
    if (credential.kind !== 'key') {
      throw new AppError('unauthorized', 'Send an SDK key or a server key.');
    }
    if (!replica.isReady()) {
      throw new AppError('unavailable', 'This node is still loading; try again.');
    }
    if (!replica.trustsKeys()) {
      throw new AppError('unavailable', 'This node has been cut off for too long; try again.');
    }
    const hashText = apiKeyHashText(credential.secret);
    const key = replica.findKey(hashText);
    return key ? accept(key) : replica.lookUpKey(hashText).then(accept);
  };
}
