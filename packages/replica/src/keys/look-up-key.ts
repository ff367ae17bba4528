import { AppError } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import { LRUCache } from 'lru-cache';

import type { Contact } from '../contact.ts';
import type { Follower } from '../follow/follower.ts';
import type { KeyRecord } from '../state/key-record.ts';
import type { Store } from '../state/store.ts';
import type { Tally } from '../tally.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface LookUpDeps {
  database: Database;
  store: Pick<Store, 'findKey'>;
  follower: Pick<Follower, 'catchUp' | 'reload'>;
  contact: Contact;
  tally: Tally;
  /** Unix time, milliseconds. */
  now: () => number;
}

const unknownForMs = 2_000;
const mostUnknown = 10_000;
const rate = { ratePerSecond: 100, burst: 200 };

/** Gives a function that finds a key this node has not heard of yet, by its hash. */
export function createLookUpKey({ database, store, follower, contact, tally, now }: LookUpDeps) {
  /** Hash → until when it counts as unknown. */
  const unknown = new LRUCache<string, number>({ max: mostUnknown });
  const running = new Map<string, Promise<KeyRecord | undefined>>();
  const mayAsk = createTokenBucket({ ...rate, now });

  async function ask(hashText: string): Promise<KeyRecord | undefined> {
    if (!mayAsk()) throw new AppError('unavailable', 'Too many unknown keys; try again.');
    tally.keyLookUps += 1;
    try {
      const organizationId = await contact.during(() => findOwner(database, hashText));
      if (organizationId === undefined) {
        unknown.set(hashText, now() + unknownForMs);
        return undefined;
      }
      return await learn(organizationId, hashText);
    } catch {
      throw new AppError('unavailable', 'Keys cannot be looked up now; try again.');
    }
  }

  /** By the log, so that a key that is revoked meanwhile stays so. */
  async function learn(organizationId: string, hashText: string): Promise<KeyRecord | undefined> {
    await follower.catchUp(organizationId);
    // Missing in the log: the database was restored and has gone on since.
    if (!store.findKey(hashText)) await follower.reload(organizationId);
    return store.findKey(hashText);
  }

  return async (hashText: string): Promise<KeyRecord | undefined> => {
    const known = store.findKey(hashText);
    if (known) return known;
    if ((unknown.get(hashText) ?? 0) > now()) return undefined;
    let answer = running.get(hashText);
    if (!answer) {
      answer = ask(hashText).finally(() => running.delete(hashText));
      running.set(hashText, answer);
    }
    return answer;
  };
}

async function findOwner(database: Database, hashText: string): Promise<string | undefined> {
  const row = await database.apiKey.findFirst({
    where: { hash: Buffer.from(hashText, 'base64'), revokedAt: null },
    select: { organizationId: true },
  });
  return row?.organizationId;
}
