import type { SegmentDetails } from '@halyard/contracts';
import { createSegment } from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

interface Page {
  segments: SegmentDetails[];
  total: number;
  next_cursor?: string;
}

async function list(query = '', status = 200): Promise<Page> {
  const answer = await organization.ask(organization.members.VIEWER, `GET /api/segments${query}`);
  expect(answer.status).toBe(status);
  return answer.body as never;
}

const keysOf = ({ segments }: Page): string[] => segments.map(({ key }) => key);

/** Made one a second, two of them by the same name. */
const made: [key: string, fields: { name: string; description?: string }][] = [
  ['b-beta', { name: 'Beta', description: '100% testers' }],
  ['a-staff', { name: 'Staff' }],
  ['d-beta', { name: 'Beta', description: 'others' }],
  ['c_vip', { name: 'VIP', description: 'staffed by hand' }],
];

beforeEach(async () => {
  const { organizationId, ctx } = organization;
  for (const [index, [key, fields]] of made.entries()) {
    const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, index));
    await createSegment({ ...ctx, now }, { organizationId, key, fields: { ...fields } });
  }
});

test.each<[query: string, keys: string[]]>([
  ['', ['c_vip', 'd-beta', 'a-staff', 'b-beta']],
  ['?order=asc', ['b-beta', 'a-staff', 'd-beta', 'c_vip']],
  ['?sort=key&order=asc', ['a-staff', 'b-beta', 'c_vip', 'd-beta']],
  ['?sort=name&order=asc', ['b-beta', 'd-beta', 'a-staff', 'c_vip']],
  ['?sort=updated_at', ['c_vip', 'd-beta', 'a-staff', 'b-beta']],
  ['?search=STAFF', ['c_vip', 'a-staff']],
  ['?search=%25', ['b-beta']],
  ['?search=_', ['c_vip']],
  ['?search=%5C', []],
  ['?search=nobody', []],
])('%s gives these, and how many', async (query, keys) => {
  const page = await list(query);
  expect([keysOf(page), page.total]).toEqual([keys, keys.length]);
  expect(page).not.toHaveProperty('next_cursor');
});

test.each(['created_at', 'updated_at', 'key', 'name'])(
  'page by page, by %s, each comes once, even while others come and go',
  async (sort) => {
    const query = `?sort=${sort}&order=asc&limit=1`;
    const whole = keysOf(await list(`?sort=${sort}&order=asc`));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(query + cursor);
      seen.push(...keysOf(page));
      const { organizationId, ctx } = organization;
      const now = () => new Date(Date.UTC(2025, 0, 1));
      const key = `0-${seen.length}`;
      await createSegment({ ...ctx, now }, { organizationId, key, fields: { name: '0' } });
      if (page.next_cursor === undefined) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual(whole);
  },
);

test('a limit beyond 200 is 200', async () => {
  expect((await list('?limit=100000')).segments).toHaveLength(4);
});

describe('what is no list is refused, naming the field', () => {
  test.each([
    ['sort', '?sort=version'],
    ['order', '?order=up'],
    ['limit', '?limit=0'],
    ['limit', '?limit=many'],
    ['cursor', '?cursor=x'],
    ['cursor', `?cursor=${Buffer.from('["created_at"]').toString('base64url')}`],
    ['cursor', `?cursor=${Buffer.from('["created_at","desc","x","y"]').toString('base64url')}`],
    ['search', '?search=%00'],
    ['filter', '?filter=x'],
  ])('%s: %s', async (field, query) => {
    const { details } = (await list(query, 400)) as never as { details: object[] };
    expect(details).toEqual([expect.objectContaining({ field })]);
  });

  test('cursor: one of another order', async () => {
    const { next_cursor: cursor } = await list('?limit=1');
    await list(`?limit=1&order=asc&cursor=${cursor}`, 400);
  });
});
