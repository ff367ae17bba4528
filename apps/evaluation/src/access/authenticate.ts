import type { IncomingMessage } from 'node:http';

import { apiKeyHashText, isApiKey, readCredential, type Credential } from '@halyard/auth';
import { AppError, type Route } from '@halyard/contracts';
import { queryOf, type ClientAddress, type TokenVerifier } from '@halyard/http';
import type { KeyRecord, Replica } from '@halyard/replica';

import { createAdmit } from '../metering/limits/admit.ts';
import type { Limits } from '../metering/limits/limits.ts';
import { toMemberCaller, type Caller } from './caller.ts';
import type { KeyUsage } from './key-usage.ts';

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

/** Routes that no other kind of key opens. */
const serverKeysAlone = new Set<Route['access']>(['server_key', 'server_key_or_token']);

/** So many keys are remembered by their hash, and none that are longer than ours are. */
const mostRemembered = 10_000;
const longestRemembered = 100;

/**
 * Finds out who asks, and whether they may now: at once where a key is in memory and within its
 * limits, else it takes a while. `unavailable` whenever that cannot be told: never `unauthorized` for
 * a valid key.
 */
export function createAuthenticate(deps: AuthenticateDeps) {
  const { replica, keyUsage, clientAddress, now } = deps;
  const admit = createAdmit(deps.limits);
  const hashTextOf = createRememberedHash();

  function accept(
    req: IncomingMessage,
    key: KeyRecord | undefined,
  ): KeyRecord | Promise<KeyRecord> {
    const time = now();
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= time)) {
      throw new AppError('unauthorized', 'This key is unknown, expired or revoked.');
    }
    const address = key.addressLimit === null ? '' : clientAddress(req);
    const admitted = admit(key, address, time);
    keyUsage.record(key, time);
    return admitted ? admitted.then(() => key) : key;
  }

  function findKey(req: IncomingMessage, secret: string): KeyRecord | Promise<KeyRecord> {
    if (!replica.isReady()) {
      throw new AppError('unavailable', 'This node is still loading; try again.');
    }
    if (!replica.trustsKeys()) {
      throw new AppError('unavailable', 'This node has been cut off for too long; try again.');
    }
    const hashText = hashTextOf(secret);
    const key = replica.findKey(hashText);
    if (key) return accept(req, key);
    return replica.lookUpKey(hashText).then((found) => accept(req, found));
  }

  return (req: IncomingMessage, { access }: Pick<Route, 'access'>): Caller | Promise<Caller> => {
    const credential = readCredentialOf(req, deps.allowsKeyInQuery);
    if (credential.kind === 'missing') {
      throw new AppError('unauthorized', 'Send an SDK key, a server key or an access token.');
    }
    if (credential.kind === 'key') {
      const found = findKey(req, credential.secret);
      return serverKeysAlone.has(access) ? requireServerKey(found) : found;
    }
    if (access === 'server_key') throw wrongKind();
    return deps.verifyToken(credential.token).then(toMemberCaller);
  };
}

function readCredentialOf(req: IncomingMessage, allowsKeyInQuery: boolean): Credential {
  const credential = readCredential(req.headers);
  if (credential.kind !== 'missing' || !allowsKeyInQuery) return credential;
  const secret = queryOf(req).get('apiKey');
  return secret !== null && isApiKey(secret) ? { kind: 'key', secret } : credential;
}

async function requireServerKey(found: KeyRecord | Promise<KeyRecord>): Promise<KeyRecord> {
  const key = await found;
  if (key.kind !== 'server') throw wrongKind();
  return key;
}

const wrongKind = (): AppError =>
  new AppError('key_kind_not_allowed', 'This address takes a server key (srv_…) alone.');

/** Hashing a key takes ten times as long as finding its hash. */
function createRememberedHash(): (secret: string) => string {
  const remembered = new Map<string, string>();
  return (secret) => {
    const known = remembered.get(secret);
    if (known !== undefined) return known;
    if (remembered.size === mostRemembered) remembered.clear();
    const hashText = apiKeyHashText(secret);
    if (secret.length <= longestRemembered) remembered.set(secret, hashText);
    return hashText;
  };
}
