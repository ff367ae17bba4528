import { createFlag, forgetPerson, toggleFlag, updateOrganization } from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { addEntries } from '../testing/add-entries.ts';
import { listOf } from '../testing/list-of.ts';
import { useAnalytics } from '../testing/use-analytics.ts';
import { wordsOf } from '../testing/words-of.ts';

const analytics = useAnalytics();

let flagId: string;

const created = 'created flag';
const toggled = 'toggled flag';
const renamed = 'updated organization';
/** The organization and its application, by Halyard itself, years before. */
const first = ['created application', 'created organization'];

beforeAll(async () => {
  const { organizationId, applicationId, as, members } = analytics;
  const environments = { staging: { enabled: false } };
  const fields = { name: 'Checkout', environments };
  const flag = { organizationId, applicationId, key: 'checkout', fields };
  ({ id: flagId } = await createFlag(as(members.DEVELOPER, '2050-06-01T12:00:00Z'), flag));
  const toggle = { organizationId, flagId, environment: 'staging', enabled: true };
  await toggleFlag(as(members.ADMIN, '2050-06-02T12:00:00Z'), toggle);
  const name = 'Acme Inc.';
  await updateOrganization(as(members.ADMIN, '2050-06-03T12:00:00Z'), { organizationId, name });
});

const ask = (query = '', member = analytics.members.VIEWER) =>
  analytics.ask(member, `/api/audit-log?organization_id=${analytics.organizationId}${query}`);

test('whoever may read sees everything that was done, the latest first', async () => {
  const answer = await ask();
  expect(wordsOf(answer)).toEqual([renamed, toggled, created, ...first]);
  const { entries, total } = listOf(answer);
  expect(total).toBe(5);
  const { ADMIN } = analytics.members;
  expect(entries[1]).toEqual({
    id: expect.any(String),
    organization_id: analytics.organizationId,
    flag_id: flagId,
    flag_key: 'checkout',
    entity_type: 'flag',
    entity_id: flagId,
    action: 'toggled',
    changes: {
      before: { environments: { staging: { enabled: false } } },
      after: { environments: { staging: { enabled: true } } },
    },
    user_id: ADMIN.userId,
    user_email: ADMIN.email,
    ip_address: '192.0.2.1',
    user_agent: 'Mozilla/5.0',
    timestamp: '2050-06-02T12:00:00.000Z',
  });
});

test('what Halyard did itself says nobody did it, and what is about no flag names none', async () => {
  const { entries } = listOf(await ask('&entity_type=application'));
  expect(Object.keys(entries[0]!).toSorted()).toEqual([
    'action',
    'changes',
    'entity_id',
    'entity_type',
    'id',
    'organization_id',
    'timestamp',
  ]);
});

describe('is filtered', () => {
  test.each<[filter: () => string, found: string[]]>([
    [() => '&action=toggled', [toggled]],
    [() => '&action=rolled_back', []],
    [() => '&entity_type=flag', [toggled, created]],
    [() => `&entity_id=${flagId}`, [toggled, created]],
    [() => `&entity_id=${flagId.toUpperCase()}&action=created`, [created]],
    [() => '&flag_key=checkout', [toggled, created]],
    [() => '&flag_key=check', []],
    [() => `&user_id=${analytics.members.ADMIN.userId}`, [renamed, toggled]],
    [() => `&user_id=${analytics.members.ADMIN.userId}&entity_type=flag`, [toggled]],
    [() => '&start_date=2050-06-02', [renamed, toggled]],
    [() => '&start_date=2050-06-02&end_date=2050-06-02', [toggled]],
    [() => '&end_date=2050-06-01', [created, ...first]],
    [() => '&start_date=2050-06-02T12:00:00Z&end_date=2050-06-02T12:00:00Z', [toggled]],
    [() => '&start_date=2050-06-02T12:00:00.001Z', [renamed]],
    [() => '&start_date=2050-06-02T14:00:00%2B02:00&action=toggled', [toggled]],
    [() => '&start_date=2050-06-02T14:00:00+02:00&action=toggled', [toggled]],
    [() => '&start_date=2050-06-02T14:00:01%2B02:00', [renamed]],
    [() => '&start_date=0000-01-01&end_date=9999-12-31T23:59:59-12:00&action=toggled', [toggled]],
    [() => '&start_date=2050-06-03&end_date=2050-06-01', []],
  ])('%s', async (filter, found) => {
    const answer = await ask(filter());
    expect([wordsOf(answer), listOf(answer).total]).toEqual([found, found.length]);
  });
});

test.each([
  ['action=exploded', 'action'],
  ['action=', 'action'],
  ['entity_type=table', 'entity_type'],
  ['entity_id=1', 'entity_id'],
  ['user_id=me', 'user_id'],
  ['flag_key=%00', 'flag_key'],
  ['start_date=yesterday', 'start_date'],
  ['start_date=2050-02-30', 'start_date'],
  ['start_date=2050-06-01T12:00:00', 'start_date'],
  ['end_date=', 'end_date'],
  ['end_date=1', 'end_date'],
  ['limit=0', 'limit'],
  ['limit=1.5', 'limit'],
  ['limit=many', 'limit'],
  ['offset=-1', 'offset'],
  ['cursor=x', 'cursor'],
  ['colour=red', 'colour'],
])('%s is refused', async (query, field) => {
  const { status, body } = await ask(`&${query}`);
  expect([status, body['error']]).toEqual([400, 'invalid_request']);
  expect(body['details']).toEqual([{ field, expected: expect.any(String) }]);
});

test('without an organization, or with what is none, it is refused', async () => {
  for (const query of ['', '?organization_id=', '?organization_id=mine']) {
    const { status, body } = await analytics.ask(analytics.members.OWNER, `/api/audit-log${query}`);
    expect([status, body['details']]).toMatchObject([400, [{ field: 'organization_id' }]]);
  }
});

test('an organization that is not one’s own is not found, whatever the role', async () => {
  const { organizationId } = await analytics.createOther();
  for (const id of [organizationId, '00000000-0000-0000-0000-000000000001']) {
    const path = `/api/audit-log?organization_id=${id}`;
    for (const member of Object.values(analytics.members)) {
      expect((await analytics.ask(member, path)).status).toBe(404);
    }
  }
});

describe('in pages', () => {
  test('a cursor leads through everything once, however much is added meanwhile', async () => {
    const found: string[] = [];
    let cursor: string | undefined = '';
    for (let n = 0; cursor !== undefined; n++) {
      const answer = await ask(`&limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...wordsOf(answer));
      cursor = listOf(answer).next_cursor;
      const { organizationId, members } = analytics;
      await updateOrganization(analytics.as(members.ADMIN), { organizationId, name: `Name ${n}` });
    }
    expect(found).toEqual([renamed, toggled, created, ...first]);
  });

  test('an offset leaves out so many, whatever the limit', async () => {
    const all = wordsOf(await ask('&end_date=2050-06-30'));
    const some = await ask('&end_date=2050-06-30&limit=2&offset=1');
    expect(wordsOf(some)).toEqual(all.slice(1, 3));
    expect(listOf(some).total).toBe(all.length);
    for (const offset of [all.length, 2 ** 40]) {
      const none = listOf(await ask(`&end_date=2050-06-30&offset=${offset}`));
      expect(none).toEqual({ entries: [], total: all.length });
    }
  });
});

test('a page has 100 entries where nothing is said, and at most 1 000', async () => {
  const { organizationId, members } = await analytics.createOther();
  await addEntries(analytics.ctx, { organizationId, count: 1_100 });
  const sizeOf = async (query: string) => {
    const path = `/api/audit-log?organization_id=${organizationId}${query}`;
    return listOf(await analytics.ask(members.VIEWER, path)).entries.length;
  };
  expect(await sizeOf('')).toBe(100);
  expect(await sizeOf('&limit=1001')).toBe(1_000);
  expect(await sizeOf('&limit=99999999999999999999')).toBe(1_000);
});

test('of who was forgotten it tells nothing, and still what they did', async () => {
  const { organizationId, members } = analytics;
  const before = listOf(await ask('&action=created&entity_type=flag')).entries[0]!;
  const { userId } = members.DEVELOPER;
  await forgetPerson(analytics.as(members.ADMIN), { organizationId, userId });
  const { entries } = listOf(await ask('&action=created&entity_type=flag'));
  const { user_id: _id, user_email: _email, ip_address: _ip, user_agent: _agent, ...rest } = before;
  expect(entries).toEqual([rest]);
  expect(listOf(await ask(`&user_id=${userId}`)).total).toBe(0);
});
