import type { IncomingMessage } from 'node:http';

import type { Route } from '@halyard/contracts';
import {
  createReadCaller,
  type ClientAddress,
  type KeyUsage,
  type TokenVerifier,
} from '@halyard/http';
import type { Limits } from '@halyard/limits';
import type { KeyRecord, Replica } from '@halyard/replica';

import { createAdmitKey } from '../metering/admit-key.ts';
import { toMemberCaller, type Caller } from './caller.ts';

export interface AuthenticateDeps {
  replica: Pick<Replica, 'findKey' | 'lookUpKey' | 'trustsKeys' | 'isReady'>;
  keyUsage: Pick<KeyUsage, 'record'>;
  limits: Pick<Limits, 'pool'>;
  /** The member an access token was given to, or throws. */
  verifyToken: TokenVerifier['verify'];
  clientAddress: ClientAddress;
  /** Whether old clients may send their key as `?apiKey=`. */
  allowsKeyInQuery: boolean;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Finds out who asks, and whether they may by the limits of their key; at once where it can. */
export function createAuthenticate(
  deps: AuthenticateDeps,
): (req: IncomingMessage, route: Pick<Route, 'access'>) => Caller | Promise<Caller> {
  const { replica, keyUsage, clientAddress, verifyToken, allowsKeyInQuery, now } = deps;
  const admit = createAdmitKey(deps.limits);

  function admitKey(key: KeyRecord, req: IncomingMessage): KeyRecord | Promise<KeyRecord> {
    const time = now();
    const address = key.addressLimit === null ? '' : clientAddress(req);
    const admitted = admit(key, address, time);
    keyUsage.record(key, time);
    return admitted ? admitted.then(() => key) : key;
  }

  return createReadCaller({
    keys: replica,
    admitKey,
    verifyToken: async (token) => toMemberCaller(await verifyToken(token)),
    allowsKeyInQuery,
    now,
  });
}
