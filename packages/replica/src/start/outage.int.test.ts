import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiKeyHashText } from '@halyard/auth';
import { createDatabase, type Database } from '@halyard/database';
import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { changeSegmentMembers } from '@halyard/domain';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

import { createDiskCopy, type DiskCopy } from '../disk-copy/disk-copy.ts';
import {
  createReplicaKit,
  documentOf,
  isMember,
  isOn,
  type ReplicaKit,
} from '../testing/replica-kit.ts';
import type { Shop } from '../testing/shop.ts';

let kit: ReplicaKit;
let shop: Shop;
let proxy: TcpProxy;
let far: Database;
let directory: string;
let diskCopy: DiskCopy;

beforeEach(async () => {
  kit = await createReplicaKit(inject('postgresUrl'));
  shop = await kit.createShop();
  await kit.createFlag(shop, 'before');
  proxy = await createTcpProxy(kit.url);
  far = createDatabase({ url: proxy.url, maxConnections: 4 });
  directory = await mkdtemp(join(tmpdir(), 'halyard-replica-'));
  diskCopy = createDiskCopy({ directory, key: randomBytes(32) });
});

afterEach(async () => {
  await proxy.restore();
  await kit.close();
  await far.$disconnect();
  await proxy.close();
  await rm(directory, { recursive: true });
});

const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

test('without PostgreSQL answers go on, are stale after a while, and heal by themselves', async () => {
  let nowMs = 1_000_000;
  const replica = await kit.start({ database: far, pollIntervalMs: 10, now: () => nowMs });
  await proxy.takeAway();
  await expect.poll(() => kinds(replica.events)).toEqual(['database_lost']);
  expect(replica.status()).toEqual({ source: 'database', isStale: false, lastContactMs: nowMs });
  nowMs += 5_001;
  expect(replica.status()).toMatchObject({ isStale: true, lastContactMs: 1_000_000 });
  expect(isOn(replica, shop, 'before')).toBe(true);
  await kit.createFlag(shop, 'meanwhile');
  expect(isOn(replica, shop, 'meanwhile')).toBe(undefined);
  await proxy.restore();
  await expect.poll(() => isOn(replica, shop, 'meanwhile')).toBe(true);
  expect(replica.status()).toEqual({ source: 'database', isStale: false, lastContactMs: nowMs });
  expect(kinds(replica.events)).toEqual(['database_lost', 'database_regained']);
});

test('a PostgreSQL that no longer answers is as good as away: other connections are made', async () => {
  const hasty = createDatabase({ url: proxy.url, maxConnections: 2, queryTimeoutMs: 500 });
  const replica = await kit.start({ database: hasty, pollIntervalMs: 10 });
  await expect.poll(() => replica.status().lastContactMs).toBeDefined();
  proxy.freezeConnections();
  await kit.createFlag(shop, 'meanwhile');
  await expect.poll(() => isOn(replica, shop, 'meanwhile')).toBe(true);
  expect(kinds(replica.events)).toContain('database_lost');
  await replica.close();
  await hasty.$disconnect();
});

test('a key that cannot be looked up is unavailable', async () => {
  const replica = await kit.start({ database: far });
  await proxy.takeAway();
  await expect(replica.lookUpKey(apiKeyHashText('sdk_x'))).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('without PostgreSQL and disk copy a start waits until PostgreSQL is there', async () => {
  await proxy.takeAway();
  const replica = kit.create({ database: far, diskCopy, pollIntervalMs: 10 });
  const starting = replica.start();
  await expect.poll(() => kinds(replica.events)).toEqual(['database_lost']);
  expect(replica.isReady()).toBe(false);
  await proxy.restore();
  await starting;
  expect(isOn(replica, shop, 'before')).toBe(true);
});

test('a start that waits ends when the replica is closed', async () => {
  await proxy.takeAway();
  const replica = kit.create({ database: far, pollIntervalMs: 10 });
  const starting = replica.start();
  starting.catch(() => undefined);
  await expect.poll(() => kinds(replica.events)).toEqual(['database_lost']);
  await replica.close();
  await expect(starting).rejects.toThrow('closed before it had started');
  expect(replica.isReady()).toBe(false);
});

describe('a restart without PostgreSQL', () => {
  async function runOnce(): Promise<void> {
    const replica = await kit.start({ database: far, diskCopy });
    await replica.close();
  }

  test('gives the same answers from the disk copy, and says that they are stale', async () => {
    const beta = await kit.createSegment(shop, 'beta');
    await changeSegmentMembers(kit.ctx, { ...beta, included: { add: ['ann'] } });
    const { id, hash } = await kit.createKey(shop);
    const watched = await kit.createFlag(shop, 'watched', { smart_insights: true });
    await runOnce();
    await proxy.takeAway();
    const replica = await kit.start({ database: far, diskCopy });
    expect(replica.status()).toMatchObject({ source: 'disk', isStale: true });
    expect(isOn(replica, shop, 'before')).toBe(true);
    expect(documentOf(replica, shop, watched.id)).toEqual(watched);
    expect(isMember(replica, shop, 'beta', 'ann')).toBe(true);
    expect(isMember(replica, shop, 'beta', 'bob')).toBe(false);
    expect(replica.findKey(hash)).toMatchObject({ id });
    expect(replica.find(shop.organizationId)?.document).toMatchObject({ name: 'Acme' });
    expect(kinds(replica.events)).toEqual(['database_lost', 'started_from_disk']);
  });

  test('catches up by the log when PostgreSQL is back, and is no longer stale', async () => {
    await runOnce();
    await kit.createFlag(shop, 'meanwhile');
    await proxy.takeAway();
    const replica = await kit.start({ database: far, diskCopy, pollIntervalMs: 10 });
    await proxy.restore();
    await expect.poll(() => replica.status().isStale).toBe(false);
    expect(isOn(replica, shop, 'meanwhile')).toBe(true);
    expect(replica.count()).toMatchObject({ gapsHealed: 1, reloads: 0 });
  });

  test('loads anew what the log does not reach any more', async () => {
    await runOnce();
    await kit.createFlag(shop, 'meanwhile');
    await kit.database.change.deleteMany();
    await proxy.takeAway();
    const replica = await kit.start({ database: far, diskCopy, pollIntervalMs: 10 });
    await proxy.restore();
    await expect.poll(() => isOn(replica, shop, 'meanwhile')).toBe(true);
    expect(replica.count()).toMatchObject({ reloads: 1 });
  });

  test('counts the grace of keys from the last contact of the process before', async () => {
    const before = await kit.start({ database: far, diskCopy, now: () => 1_000 });
    await before.close();
    await proxy.takeAway();
    let nowMs = 61_000;
    const options = { database: far, diskCopy, keyGraceMs: 60_000, now: () => nowMs };
    const replica = await kit.start(options);
    expect(replica.status().lastContactMs).toBe(1_000);
    expect(replica.trustsKeys()).toBe(true);
    nowMs += 1;
    expect(replica.trustsKeys()).toBe(false);
  });
});

test('what has changed is written to the disk while the node runs, what has not is not', async () => {
  let writes = 0;
  const counted: DiskCopy = {
    read: diskCopy.read,
    async write(saved) {
      await diskCopy.write(saved);
      writes += 1;
    },
  };
  const replica = await kit.start({
    database: far,
    diskCopy: counted,
    hints: kit.hints,
    diskCopyIntervalMs: 10,
  });
  await expect.poll(() => writes).toBe(1);
  await kit.createFlag(shop, 'later');
  await expect.poll(() => writes).toBe(2);
  const saved = await diskCopy.read(() => undefined);
  expect([...saved!.organizations][0]!.flags.map(({ key }) => key)).toEqual(['before', 'later']);
  expect(replica.events).toEqual([]);
});

test('a disk copy that cannot be written is reported, and the node goes on', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  const unwritable = createDiskCopy({ directory: file, key: randomBytes(32) });
  const replica = await kit.start({ database: far, diskCopy: unwritable });
  await expect.poll(() => kinds(replica.events)).toEqual(['disk_copy_not_written']);
  expect(isOn(replica, shop, 'before')).toBe(true);
});
