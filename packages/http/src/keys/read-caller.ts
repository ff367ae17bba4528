import type { IncomingMessage } from 'node:http';

import { isApiKey, readCredential, type Credential } from '@halyard/auth';
import { AppError, type Route } from '@halyard/contracts';

import { queryOf } from '../routing/path-of.ts';
import { createFindKey, type AnyKey, type FindKeyDeps } from './find-key.ts';

export interface ReadCallerDeps<K extends AnyKey, M> extends FindKeyDeps<K> {
  /** Lets a valid key's request in by its limits, or throws; at once where it can. */
  admitKey: (key: K, req: IncomingMessage) => K | Promise<K>;
  /** The member an access token was given to, or rejects. */
  verifyToken: (token: string) => Promise<M>;
  /** Whether old clients may send their key as `?apiKey=`. */
  allowsKeyInQuery: boolean;
}

/** Routes that no other kind of key opens. */
const serverKeysAlone = new Set<Route['access']>(['server_key', 'server_key_or_token']);

/**
 * Finds out who asks, key or member, and whether they may now: at once where a key is in memory and
 * within its limits, else it takes a while. `unavailable` whenever that cannot be told: never
 * `unauthorized` for a valid key.
 */
export function createReadCaller<K extends AnyKey, M>(deps: ReadCallerDeps<K, M>) {
  const { admitKey, verifyToken, allowsKeyInQuery } = deps;
  const findKey = createFindKey(deps);

  function readKey(req: IncomingMessage, secret: string): K | Promise<K> {
    const found = findKey(secret);
    return found instanceof Promise
      ? found.then((key) => admitKey(key, req))
      : admitKey(found, req);
  }

  return (req: IncomingMessage, { access }: Pick<Route, 'access'>): K | Promise<K | M> => {
    const credential = readCredentialOf(req, allowsKeyInQuery);
    if (credential.kind === 'missing') {
      throw new AppError('unauthorized', 'Send an SDK key, a server key or an access token.');
    }
    if (credential.kind === 'key') {
      const key = readKey(req, credential.secret);
      return serverKeysAlone.has(access) ? requireServerKey(key) : key;
    }
    if (access === 'server_key') throw wrongKind();
    if (access === 'key') throw keysAlone();
    return verifyToken(credential.token);
  };
}

function readCredentialOf(req: IncomingMessage, allowsKeyInQuery: boolean): Credential {
  const credential = readCredential(req.headers);
  if (credential.kind !== 'missing' || !allowsKeyInQuery) return credential;
  const secret = queryOf(req).get('apiKey');
  return secret !== null && isApiKey(secret) ? { kind: 'key', secret } : credential;
}

async function requireServerKey<K extends AnyKey>(found: K | Promise<K>): Promise<K> {
  const key = await found;
  if (key.kind !== 'server') throw wrongKind();
  return key;
}

const keysAlone = (): AppError =>
  new AppError('unauthorized', 'This address takes an SDK key or a server key alone.');

const wrongKind = (): AppError =>
  new AppError('key_kind_not_allowed', 'This address takes a server key (srv_…) alone.');
