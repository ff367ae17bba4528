import { AppError } from '@halyard/contracts';

import { createRememberedHash } from './remembered-hash.ts';

/** What must be known of a key to let it in. */
export interface AnyKey {
  kind: 'sdk' | 'server';
  /** Unix time, milliseconds; `null` never expires. */
  expiresAtMs: number | null;
}

/** The keys a node knows, by their SHA-256 as text. */
export interface Keys<K extends AnyKey> {
  /** False until they were loaded. */
  isReady(): boolean;
  /** False after too long without contact to where keys are revoked. */
  trustsKeys(): boolean;
  findKey(hashText: string): K | undefined;
  /** Asks for one that is not in memory; rejects with `unavailable` when it cannot be told. */
  lookUpKey(hashText: string): Promise<K | undefined>;
}

export interface FindKeyDeps<K extends AnyKey> {
  keys: Keys<K>;
  /** Unix time, milliseconds. */
  now: () => number;
}

/**
 * Finds a valid key by its secret: at once where it is in memory, else by a look-up. `unauthorized`
 * for one that is unknown, expired or revoked; `unavailable` whenever that cannot be told.
 */
export function createFindKey<K extends AnyKey>({
  keys,
  now,
}: FindKeyDeps<K>): (secret: string) => K | Promise<K> {
  const hashTextOf = createRememberedHash();

  function check(key: K | undefined): K {
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= now())) {
      throw new AppError('unauthorized', 'This key is unknown, expired or revoked.');
    }
    return key;
  }

  return (secret) => {
    if (!keys.isReady()) {
      throw new AppError('unavailable', 'This node is still loading; try again.');
    }
    if (!keys.trustsKeys()) {
      throw new AppError('unavailable', 'This node has been cut off for too long; try again.');
    }
    const hashText = hashTextOf(secret);
    const key = keys.findKey(hashText);
    return key ? check(key) : keys.lookUpKey(hashText).then(check);
  };
}
