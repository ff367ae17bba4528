import { SegmentMembers } from '@halyard/contracts';
import { createSegment, replaceSegmentMembers } from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { useOrganization } from '../../testing/use-organization.ts';

const organization = useOrganization();
const path = '/api/segments/beta/members';

beforeEach(async () => {
  const { organizationId, ctx } = organization;
  await createSegment(ctx, { organizationId, key: 'beta', fields: { name: 'Beta' } });
});

const asOwner = (request: string, body?: object) =>
  organization.ask(organization.members.OWNER, request, body);

const change = (body: object) => asOwner(`PATCH ${path}`, body);

const none = { added: 0, removed: 0, total: 0 };

test('members are added and removed, and the answer counts', async () => {
  await change({ included: { add: ['a', 'b'] } });
  const { status, body } = await change({
    included: { add: ['b', 'c'], remove: ['a'] },
    excluded: { add: ['x'] },
    expected_version: 2,
  });
  expect([status, body]).toEqual([
    200,
    {
      version: 3,
      included: { added: 1, removed: 1, total: 2 },
      excluded: { added: 1, removed: 0, total: 1 },
    },
  ]);
  const counts = { included_count: 2, excluded_count: 1, version: 3 };
  expect((await asOwner('GET /api/segments/beta')).body).toMatchObject(counts);
  expect((await change({})).body).toMatchObject({ version: 3, included: { ...none, total: 2 } });
});

describe('a change is refused, and changes nothing,', () => {
  test.each<[what: string, body: object, status: number, field: string]>([
    ['of an empty identifier', { included: { add: ['a', ''] } }, 400, 'included.add.1'],
    ['of both at once', { excluded: { add: ['a'], remove: ['a'] } }, 400, 'excluded.remove.0'],
    ['of an unknown list', { listed: { add: ['a'] } }, 400, 'listed'],
    [
      'of an old version',
      { included: { add: ['a'] }, expected_version: 9 },
      409,
      'expected_version',
    ],
  ])('%s', async (_what, body, status, field) => {
    const answer = await change(body);
    expect([answer.status, answer.body['details']]).toEqual([
      status,
      [expect.objectContaining({ field })],
    ]);
    expect((await asOwner('GET /api/segments/beta')).body['version']).toBe(1);
  });

  test('to a viewer, and elsewhere there is no such segment', async () => {
    const { VIEWER } = organization.members;
    const body = { included: { add: ['a'] } };
    expect((await organization.ask(VIEWER, `PATCH ${path}`, body)).status).toBe(403);
    const { members } = await organization.createOther();
    for (const request of [`PATCH ${path}`, `PUT ${path}/included`, `POST ${path}/excluded`]) {
      expect((await organization.ask(members.OWNER, request, body)).status).toBe(404);
    }
    expect((await organization.ask(members.OWNER, `GET ${path}`)).status).toBe(404);
  });
});

describe('members are listed', () => {
  const identifiers = Array.from({ length: 12 }, (_, n) => `user-${n}`);
  const odd = ['a,b', 'c"d', 'e\nf', ' g', '%', '_', '\u00e5', '🙂'];

  beforeEach(async () => {
    const { organizationId, ctx } = organization;
    const { body } = await asOwner('GET /api/segments/beta');
    const of = { organizationId, segmentId: body['id'] as string };
    await replaceSegmentMembers(ctx, { ...of, list: 'included', identifiers });
    await replaceSegmentMembers(ctx, { ...of, list: 'excluded', identifiers: odd });
  });

  test('page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await asOwner(`GET ${path}?limit=5${cursor}`);
      const { members, total, next_cursor: next } = SegmentMembers.parse(body);
      expect(total).toBe(12);
      seen.push(...members);
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toHaveLength(12);
    expect(seen.toSorted()).toEqual(identifiers.toSorted());
  });

  test.each([
    ['?search=user-1', ['user-1', 'user-10', 'user-11']],
    ['?search=ser', []],
    ['?list=excluded&search=%25', ['%']],
    ['?list=excluded&search=_', ['_']],
    ['?list=excluded&search=%20', [' g']],
  ])('%s: by what they start with, to the letter', async (query, members) => {
    const { body } = await asOwner(`GET ${path}${query}`);
    expect(body).toEqual({ members: expect.arrayContaining(members), total: members.length });
  });

  test('as CSV that comes back as it was', async () => {
    const headers = { 'x-test-member': JSON.stringify(organization.members.OWNER) };
    const get = () => fetch(`${organization.url}${path}?list=excluded&format=csv`, { headers });
    const answer = await get();
    const csv = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.split('\r\n')).toHaveLength(odd.length + 2);
    const sent = await fetch(`${organization.url}${path}/included`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'text/csv' },
      body: csv,
    });
    const included = { added: odd.length, removed: 12, total: odd.length };
    expect(await sent.json()).toMatchObject({ included });
  });

  test.each(['?list=all', '?limit=-1', '?cursor=!', '?search=%00', '?format=xml', '?page=2'])(
    '%s is refused',
    async (query) => expect((await asOwner(`GET ${path}${query}`)).status).toBe(400),
  );
});
