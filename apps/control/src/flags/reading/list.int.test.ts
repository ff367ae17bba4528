import { createApplication } from '@halyard/domain';
import { describe, expect, test } from 'vitest';

import { useFlags } from '../../testing/use-flags.ts';

const { organization, send, create, get } = useFlags();

interface Page {
  flags: { key: string }[];
  total: number;
  next_cursor?: string;
}

async function list(query: Record<string, string> | string = ''): Promise<Page> {
  const search = new URLSearchParams(query).toString();
  const { status, body } = await send(`GET /api/flags${search && `?${search}`}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as unknown as Page;
}

const keysOf = async (query?: Record<string, string> | string): Promise<string[]> => {
  const { flags, total } = await list(query);
  expect(total).toBe(flags.length);
  return flags.map(({ key }) => key);
};

const on = { enabled: true };
const enterprise = { scope: 'enterprise', application_id: null };

async function createSome(): Promise<void> {
  const { ctx, organizationId } = organization;
  const other = await createApplication(ctx, { organizationId, name: 'Other' });
  await create('a', { name: 'Checkout', tags: ['web', 'new'], environments: { production: on } });
  await create('b_1', { name: 'ÄRGER 100%', tags: ['web'], environments: { staging: on } });
  await create('c', { ...enterprise, description: 'A new checkout\\.' });
  await create('d', { application_id: other.id, environments: { production: { enabled: false } } });
  const archived = await create('e', { tags: ['new'] });
  await send(`POST /api/flags/${archived.id}/archive`, {});
}

test('a summary says what a flag is, and which switches are on: no rules', async () => {
  const flag = await create('a', {
    description: 'A.',
    tags: ['web'],
    configuration: { secret: true },
    environments: { production: { ...on, rules: [{ serve: on }] }, staging: { by: 'company' } },
  });
  const { flags } = await list();
  const { configuration: _, auto_disable_after_end: _1, realtime_enabled: _2, ...rest } = flag;
  const environments = { production: on, staging: { enabled: false } };
  expect(flags).toEqual([{ ...rest, environments }]);
});

test('filters hold together; what is archived is shown where that is asked for', async () => {
  await createSome();
  const { applicationId, members } = organization;
  for (const [query, keys] of [
    ['', ['d', 'c', 'b_1', 'a']],
    ['status=all', ['e', 'd', 'c', 'b_1', 'a']],
    ['status=archived', ['e']],
    ['scope=enterprise', ['c']],
    ['scope=application', ['d', 'b_1', 'a']],
    [`application_id=${applicationId}`, ['b_1', 'a']],
    [`application_id=${applicationId}&scope=enterprise`, []],
    [`created_by=${members.RELEASE_MANAGER.userId}`, ['d', 'c', 'b_1', 'a']],
    [`created_by=${members.OWNER.userId}`, []],
    ['tag=web', ['b_1', 'a']],
    ['tag=web&tag=new', ['a']],
    ['tag=new&status=all', ['e', 'a']],
    ['environment=production', ['d', 'a']],
    ['environment=production&enabled=true', ['a']],
    ['environment=production&enabled=false', ['d', 'c', 'b_1']],
    ['environment=nowhere&enabled=true', []],
    ['tag=web&environment=staging&enabled=true', ['b_1']],
  ] as const) {
    expect([query, await keysOf(query)]).toEqual([query, keys]);
  }
});

test('a search finds parts of keys, names and descriptions in any case, as they are', async () => {
  await createSome();
  for (const [search, keys] of [
    ['CHECKOUT', ['c', 'a']],
    ['ärger', ['b_1']],
    ['0%', ['b_1']],
    ['%', ['b_1']],
    ['_', ['b_1']],
    ['\\', ['c']],
    ["'", []],
    ['', ['d', 'c', 'b_1', 'a']],
  ] as const) {
    expect([search, await keysOf({ search })]).toEqual([search, keys]);
  }
});

describe('sorting', () => {
  test.each([
    ['sort=key', ['B', 'a', 'c']],
    ['sort=key&order=desc', ['c', 'a', 'B']],
    ['sort=name', ['c', 'a', 'B']],
    ['sort=created_at', ['c', 'B', 'a']],
    ['sort=created_at&order=asc', ['a', 'B', 'c']],
    ['sort=updated_at', ['a', 'c', 'B']],
  ])('by %s', async (query, keys) => {
    const first = await create('a', { name: 'beta' });
    await create('B', { name: 'Gamma' });
    await create('c', { name: 'Alpha' });
    await send(`PATCH /api/flags/${first.id}`, { tags: ['changed'] });
    expect(await keysOf(query)).toEqual(keys);
  });
});

describe('a page', () => {
  test('goes on where the one before ended, whatever was made or deleted in between', async () => {
    for (const key of ['b', 'd', 'f', 'h']) await create(key);
    const first = await list('sort=key&limit=2');
    expect(first).toMatchObject({ flags: [{ key: 'b' }, { key: 'd' }], total: 4 });
    await create('a');
    await create('e');
    await organization.ask(organization.members.ADMIN, 'DELETE /api/flags/d');
    const cursor = first.next_cursor!;
    const second = await list({ sort: 'key', limit: '2', cursor });
    expect(second).toMatchObject({ flags: [{ key: 'e' }, { key: 'f' }], total: 5 });
    const last = await list({ sort: 'key', limit: '2', cursor: second.next_cursor! });
    expect(last.flags).toMatchObject([{ key: 'h' }]);
    expect(last).not.toHaveProperty('next_cursor');
  });

  test('is of 200 at most, and an empty one is no mistake', async () => {
    expect(await list('limit=999999999')).toEqual({ flags: [], total: 0 });
  });
});

test.each([
  ['limit', 'limit=0'],
  ['limit', 'limit=-1'],
  ['limit', 'limit=1.5'],
  ['limit', 'limit=ten'],
  ['status', 'status=gone'],
  ['scope', 'scope=all'],
  ['application_id', 'application_id=x'],
  ['created_by', 'created_by=me'],
  ['environment', 'enabled=true'],
  ['environment', 'environment=a%20b'],
  ['enabled', 'environment=production&enabled=yes'],
  ['sort', 'sort=version'],
  ['order', 'order=up'],
  ['search', 'search=%00'],
  ['search', `search=${'x'.repeat(201)}`],
  ['tag.0', 'tag=%00'],
  ['page', 'page=2'],
  ['cursor', 'cursor='],
  ['cursor', 'cursor=x'],
  ['cursor', `cursor=${forged(5)}`],
  ['cursor', `cursor=${forged(['created_at', 'desc', 'x', crypto.randomUUID()])}`],
  ['cursor', `cursor=${forged(['created_at', 'desc', '2026-01-01T00:00:00.000Z', 'x'])}`],
  [
    'cursor',
    `cursor=${forged(['created_at', 'desc', '2026-13-01T00:00:00.000Z', crypto.randomUUID()])}`,
  ],
  [
    'cursor',
    `cursor=${forged(['created_at', 'asc', '2026-01-01T00:00:00.000Z', crypto.randomUUID()])}`,
  ],
  ['cursor', `cursor=${forged(['key', 'asc', 'a', crypto.randomUUID()])}`],
  ['cursor', `sort=key&cursor=${forged(['key', 'asc', 'a\0', crypto.randomUUID()])}`],
])('%s is refused by name where it is %s', async (field, query) => {
  const { status, body } = await send(`GET /api/flags?${query}`);
  const details = [{ field, expected: expect.any(String) }];
  expect([status, body['details']]).toEqual([400, details]);
});

function forged(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

test('everybody in the organization may list, nobody else sees anything', async () => {
  const flag = await create('a');
  const { VIEWER } = organization.members;
  expect((await organization.ask(VIEWER, 'GET /api/flags')).body['total']).toBe(1);
  const { members } = await organization.createOther();
  for (const query of ['', `?application_id=${flag.application_id}`, '?search=a']) {
    const { body } = await organization.ask(members.OWNER, `GET /api/flags${query}`);
    expect(body).toEqual({ flags: [], total: 0 });
  }
  expect(await get(flag)).toEqual(flag);
});
