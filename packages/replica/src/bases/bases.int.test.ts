import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Bases } from '@halyard/coordination';
import { createMemoryBases } from '@halyard/coordination/testing';
import { createDatabase, type Database } from '@halyard/database';
import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { changeSegmentMembers } from '@halyard/domain';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { createDiskCopy } from '../disk-copy/disk-copy.ts';
import { documentOf, isMember, isOn, useReplicaKit } from '../testing/replica-kit.ts';
import type { Shop } from '../testing/shop.ts';
import { refreshBases } from './refresh-bases.ts';
import { createSealedBases, type SealedBases } from './sealed-bases.ts';

const kit = useReplicaKit();
const key = randomBytes(32);
const refreshedAtMs = 1_000;
let proxy: TcpProxy;
let far: Database;
let shop: Shop;
let kept: Bases;
let bases: SealedBases;

beforeAll(async () => {
  proxy = await createTcpProxy(kit.url);
  far = createDatabase({ url: proxy.url, maxConnections: 4 });
});

beforeEach(async () => {
  shop = await kit.createShop();
  await kit.createFlag(shop, 'before');
  kept = createMemoryBases();
  bases = createSealedBases({ bases: kept, key });
});

afterEach(() => proxy.restore());

afterAll(async () => {
  await far.$disconnect();
  await proxy.close();
});

const refresh = (mayGoOn = async () => true): Promise<void> =>
  refreshBases({ database: kit.database, bases, mayGoOn, now: () => refreshedAtMs });

/** As a node that is started while PostgreSQL is away. */
async function startWithout(options: Parameters<typeof kit.start>[0] = {}) {
  await proxy.takeAway();
  return kit.start({ database: far, bases, pollIntervalMs: 10, ...options });
}

const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

const lastOf = async ({ organizationId }: Shop): Promise<number> => {
  const head = await kit.database.changeHead.findUniqueOrThrow({ where: { organizationId } });
  return Number(head.seq);
};

test('without PostgreSQL a node answers from bases alone, and says that it is stale', async () => {
  const beta = await kit.createSegment(shop, 'beta');
  await changeSegmentMembers(kit.ctx, { ...beta, included: { add: ['ann'] } });
  const { id, hash } = await kit.createKey(shop);
  const watched = await kit.createFlag(shop, 'watched', { smart_insights: true });
  await refresh();
  const replica = await startWithout();
  expect(replica.status()).toEqual({
    source: 'bases',
    isStale: true,
    lastContactMs: refreshedAtMs,
  });
  expect(isOn(replica, shop, 'before')).toBe(true);
  expect(documentOf(replica, shop, watched.id)).toEqual(watched);
  expect(isMember(replica, shop, 'beta', 'ann')).toBe(true);
  expect(isMember(replica, shop, 'beta', 'bob')).toBe(false);
  expect(replica.findKey(hash)).toMatchObject({ id });
  expect(replica.find(shop.organizationId)?.document).toMatchObject({ name: 'Acme' });
  expect(kinds(replica.events)).toEqual(['database_lost', 'started_from_bases']);
});

test('it catches up by the log when PostgreSQL is back, and is no longer stale', async () => {
  await refresh();
  await kit.createFlag(shop, 'meanwhile');
  const replica = await startWithout();
  expect(isOn(replica, shop, 'meanwhile')).toBe(undefined);
  await proxy.restore();
  await expect.poll(() => replica.status()).toMatchObject({ source: 'database', isStale: false });
  expect(isOn(replica, shop, 'meanwhile')).toBe(true);
  expect(replica.count()).toMatchObject({ gapsHealed: 1, reloads: 0 });
});

test('nothing of an organization can be read in a base without the key', async () => {
  const { hash } = await kit.createKey(shop);
  await refresh();
  const { bytes } = (await kept.read(shop.organizationId))!;
  const text = Buffer.from(bytes).toString('latin1');
  for (const plain of [hash, 'Acme', 'before', shop.applicationId]) {
    expect(text).not.toContain(plain);
  }
});

test('bases that are damaged, foreign or of another organization are told of, the rest is used', async () => {
  const [damaged, foreign, other] = [
    await kit.createShop(),
    await kit.createShop(),
    await kit.createShop(),
  ];
  await refresh();
  const { bytes } = (await kept.read(damaged.organizationId))!;
  const changed = Uint8Array.from(bytes);
  changed[changed.length >> 1]! ^= 1;
  await kept.put(damaged.organizationId, 1_000, changed);
  const nothing = Buffer.from('something else');
  await kept.put(foreign.organizationId, 1_000, nothing);
  const { seq, bytes: own } = (await kept.read(shop.organizationId))!;
  await kept.remove(other.organizationId);
  await kept.put(other.organizationId, seq, own);

  const replica = await startWithout();
  const unusable = replica.events.flatMap((event) =>
    event.kind === 'base_unusable' ? [event.organizationId] : [],
  );
  const expected = [damaged, foreign, other].map(({ organizationId }) => organizationId);
  expect(unusable.toSorted()).toEqual(expected.toSorted());
  expect(isOn(replica, shop, 'before')).toBe(true);
  for (const id of expected) expect(replica.find(id)).toBe(undefined);
});

test('bases of another installation, and some that cannot be reached, are told of once: the start waits', async () => {
  await refresh();
  const others = createSealedBases({ bases: kept, key: randomBytes(32) });
  const away: SealedBases = { ...bases, read: () => Promise.reject(new Error('away')) };
  await proxy.takeAway();
  const started = [others, away].map((given) =>
    kit.create({ database: far, bases: given, pollIntervalMs: 10 }),
  );
  const starting = started.map((replica) => replica.start());
  await expect.poll(() => started.map(({ events }) => events.length > 1)).toEqual([true, true]);
  expect(started.map((replica) => replica.isReady())).toEqual([false, false]);
  await proxy.restore();
  await Promise.all(starting);
  expect(new Set(kinds(started[0]!.events))).toEqual(
    new Set(['database_lost', 'base_unusable', 'database_regained']),
  );
  expect(kinds(started[1]!.events)).toEqual([
    'database_lost',
    'bases_not_read',
    'database_regained',
  ]);
});

test('of bases and disk copy a node starts from what was level with PostgreSQL last', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-replica-'));
  const diskCopy = createDiskCopy({ directory, key });
  const startedFrom = async (nowMs: number) => {
    const first = await kit.start({ diskCopy, now: () => nowMs });
    await first.close();
    const second = await startWithout({ diskCopy });
    const { source } = second.status();
    await second.close();
    await proxy.restore();
    return source;
  };
  await refresh();
  expect(await startedFrom(refreshedAtMs - 1)).toBe('bases');
  expect(await startedFrom(refreshedAtMs + 1)).toBe('disk');
  await rm(directory, { recursive: true });
});

test('bases are written of organizations whose logs have gone on, and of no others', async () => {
  const idle = await kit.createShop();
  await refresh();
  await kit.createFlag(shop, 'later');
  const written: string[] = [];
  const noting: SealedBases = {
    ...bases,
    put(snapshot) {
      written.push(snapshot.organization.id);
      return bases.put(snapshot);
    },
  };
  await refreshBases({
    database: kit.database,
    bases: noting,
    mayGoOn: async () => true,
    now: () => 0,
  });
  expect(written).toEqual([shop.organizationId]);
  const { organizations } = await bases.read(() => undefined);
  const seqs = new Map([...organizations].map(({ organization, last }) => [organization.id, last]));
  expect(seqs.get(shop.organizationId)).toBe(await lastOf(shop));
  expect(seqs.get(idle.organizationId)).toBe(await lastOf(idle));
});

test('a base goes with its organization, and one ahead of its log, as after a restore, is replaced', async () => {
  await refresh();
  const gone = crypto.randomUUID();
  await kept.put(gone, 1, Buffer.from('gone'));
  await kept.put(shop.organizationId, 1_000, Buffer.from('ahead'));
  await refresh();
  const seqs = await kept.list();
  expect(seqs.has(gone)).toBe(false);
  expect(seqs.get(shop.organizationId)).toBe(await lastOf(shop));
});

test('one that cannot be written stops no other, and is not passed over in silence', async () => {
  const failing: SealedBases = {
    ...bases,
    put: (snapshot) =>
      snapshot.organization.id === shop.organizationId
        ? Promise.reject(new Error('too large'))
        : bases.put(snapshot),
  };
  const other = await kit.createShop();
  const options = { database: kit.database, mayGoOn: async () => true, now: () => refreshedAtMs };
  await expect(refreshBases({ ...options, bases: failing })).rejects.toThrow('too large');
  expect((await kept.list()).get(other.organizationId)).toBe(await lastOf(other));
  expect(await kept.readConfirmed()).toBe(undefined);
});

test('whoever may not go on writes nothing more, and confirms nothing', async () => {
  await refresh(async () => false);
  expect(await kept.list()).toEqual(new Map());
  expect(await kept.readConfirmed()).toBe(undefined);
});
