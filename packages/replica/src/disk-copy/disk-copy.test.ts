import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { SavedReplica } from '../saved/saved-replica.ts';
import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';
import { createDiskCopy, type DiskCopy } from './disk-copy.ts';

const key = randomBytes(32);
let directory: string;
let copy: DiskCopy;
let unusable: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'halyard-copy-'));
  copy = createDiskCopy({ directory, key });
  unusable = [];
});

afterEach(() => rm(directory, { recursive: true }));

function organization(last: number, members: readonly string[] = []): OrganizationSnapshot {
  const id = randomUUID();
  const at = '2026-11-22T00:00:00.000Z';
  const document = {
    id: randomUUID(),
    key: 'beta',
    name: 'beta',
    organization_id: id,
    version: 1,
    created_at: at,
    updated_at: at,
  };
  return {
    organization: { id, name: 'Acme', plan: 'PRO' },
    last,
    flags: [],
    segments: [{ document, included: members, excluded: [] }],
    keys: [
      {
        id: randomUUID(),
        application_id: randomUUID(),
        kind: 'sdk',
        trusted: false,
        hash: 'aGFzaA==',
      },
    ],
  };
}

const write = (...organizations: OrganizationSnapshot[]) =>
  copy.write({ organizations, lastContactMs: 5 });

const read = (from = copy): Promise<SavedReplica | undefined> =>
  from.read((file) => unusable.push(file.slice(directory.length + 1)));

const file = (name: string) => join(directory, name);

test('what was written is read again', async () => {
  const members = Array.from({ length: 5_000 }, (_, index) => `user\n“${index}”`);
  const saved = [organization(7, members), organization(1)];
  await write(...saved);
  expect(await read()).toEqual({ organizations: saved, lastContactMs: 5 });
  expect(unusable).toEqual([]);
});

test('there is nothing to read before anything was written', async () => {
  expect(await read()).toBe(undefined);
  expect(unusable).toEqual([]);
});

test('only the owner may read it, and nothing in it can be read without the key', async () => {
  await write(organization(1, ['ann@example.com']));
  const { mode } = await stat(file('replica.current'));
  expect(mode & 0o777).toBe(0o600);
  const bytes = await readFile(file('replica.current'), 'latin1');
  expect(bytes).not.toContain('ann@example.com');
  expect(bytes).not.toContain('Acme');
});

test('the newest is read; two generations are kept, and no other file', async () => {
  for (let last = 1; last <= 4; last++) await write(organization(last));
  expect([...(await read())!.organizations]).toMatchObject([{ last: 4 }]);
  expect((await readdir(directory)).toSorted()).toEqual(['replica.current', 'replica.previous']);
});

describe('the older generation is read', () => {
  const lastRead = async () => [...((await read())?.organizations ?? [])].map(({ last }) => last);

  beforeEach(async () => {
    await write(organization(1));
    await write(organization(2));
  });

  test('when a bit of the newest was changed', async () => {
    const bytes = await readFile(file('replica.current'));
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(file('replica.current'), bytes);
    expect(await lastRead()).toEqual([1]);
    expect(unusable).toEqual(['replica.current']);
  });

  test.each([0, 10, 40, 200])('when only %i bytes are left of the newest', async (length) => {
    await truncate(file('replica.current'), length);
    expect(await lastRead()).toEqual([1]);
  });

  test('when the newest is something else', async () => {
    await writeFile(file('replica.current'), 'x'.repeat(1_000));
    expect(await lastRead()).toEqual([1]);
  });

  test('when the process ended before the newest had its name', async () => {
    await rm(file('replica.current'));
    expect(await lastRead()).toEqual([1]);
    expect(unusable).toEqual([]);
  });
});

test('nothing is read when both generations are damaged, and both are told of', async () => {
  await write(organization(1));
  await write(organization(2));
  await truncate(file('replica.current'), 50);
  await truncate(file('replica.previous'), 50);
  expect(await read()).toBe(undefined);
  expect(unusable).toEqual(['replica.current', 'replica.previous']);
});

test('nothing is read with another installation’s key', async () => {
  await write(organization(1));
  expect(await read(createDiskCopy({ directory, key: randomBytes(32) }))).toBe(undefined);
  expect(unusable).toEqual(['replica.current']);
});

test('a key of another length is refused', () => {
  expect(() => createDiskCopy({ directory, key: randomBytes(16) })).toThrow('32 bytes');
});

test('other work is done while it is written', async () => {
  const many = Array.from({ length: 50_000 }, (_, index) => `user-${index}-${'x'.repeat(20)}`);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await write(organization(1, many));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});
