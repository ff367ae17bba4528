import type { FlagDetails, FlagVersionDetails, FlagVersionList } from '@halyard/contracts';
import { archiveFlag } from '@halyard/domain';
import { describe, expect, test } from 'vitest';

import { useFlags } from '../../testing/use-flags.ts';

const { organization, send, create, get } = useFlags();

async function list(flag: FlagDetails, query = ''): Promise<FlagVersionList> {
  const { status, body } = await send(`GET /api/flags/${flag.id}/versions${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as FlagVersionList;
}

/** A flag with four versions. */
async function createChanged(): Promise<FlagDetails> {
  const flag = await create('a', { environments: { production: { rollout_percentage: 10 } } });
  const production = { rollout_percentage: 25 };
  await send(`PATCH /api/flags/${flag.id}`, { environments: { production }, reason: 'Fine.' });
  await send(`POST /api/flags/${flag.id}/toggle`, { environment: 'production', enabled: true });
  await send(`POST /api/flags/${flag.id}/rollback`, { version: 1 });
  return flag;
}

test('versions come with who did what and why, the newest first, and what that changed', async () => {
  const flag = await createChanged();
  const { userId, email } = organization.members.RELEASE_MANAGER;
  const { versions, total } = await list(flag);
  expect(total).toBe(4);
  expect(versions).toMatchObject([
    { version: 4, action: 'rolled_back' },
    { version: 3, action: 'toggled' },
    { version: 2, action: 'updated', reason: 'Fine.' },
    { version: 1, action: 'created', changes: [] },
  ]);
  for (const one of versions) {
    expect(one).toMatchObject({ created_by: userId, created_by_email: email });
  }
  expect(versions.map(({ changes }) => changes.map(({ text }) => text))).toEqual([
    ['production: switched off', 'production: rollout 25 % → 10 %'],
    ['production: switched on'],
    ['production: rollout 10 % → 25 %'],
    [],
  ]);
  expect(versions[2]!.changes).toEqual([
    {
      field: 'environments.production.rollout_percentage',
      before: 10,
      after: 25,
      text: 'production: rollout 10 % → 25 %',
    },
  ]);
});

test('who is gone, and what Halyard did itself, is without an address', async () => {
  const { ctx, organizationId, members } = organization;
  const flag = await create('a');
  await archiveFlag(ctx, { organizationId, flagId: flag.id });
  const { userId } = members.RELEASE_MANAGER;
  await ctx.database.membership.deleteMany({ where: { organizationId, userId } });
  const [archived, made] = (await list(flag)).versions;
  expect(archived).not.toHaveProperty('created_by');
  expect(made).toMatchObject({ created_by: userId });
  expect(made).not.toHaveProperty('created_by_email');
});

test('a page goes on where the one before ended, whatever has been done since', async () => {
  const flag = await createChanged();
  const whole = await list(flag);
  const first = await list(flag, '?limit=2');
  expect(first.versions).toEqual(whole.versions.slice(0, 2));
  await send(`PATCH /api/flags/${flag.id}`, { tags: ['new'] });
  const second = await list(flag, `?limit=2&cursor=${first.next_cursor}`);
  expect(second).toEqual({ versions: whole.versions.slice(2), total: 5 });
});

describe('a version', () => {
  const read = async (path: string) => {
    const { status, body } = await send(`GET /api/flags/${path}`);
    expect([status, body]).toEqual([200, expect.anything()]);
    return body as FlagVersionDetails;
  };

  test('has everything the flag was then', async () => {
    const flag = await createChanged();
    expect((await read(`${flag.id}/versions/1`)).flag).toEqual(flag);
    expect(await read(`${flag.id}/versions/1`)).not.toHaveProperty('compared_to');
    expect((await read('a/versions/4')).flag).toEqual(await get(flag));
  });

  test('is compared with the one before, or any other', async () => {
    const { id } = await createChanged();
    const textsOf = async (query: string) => {
      const { compared_to: other, changes } = await read(`${id}/versions/${query}`);
      return [other, changes.map(({ text }) => text)];
    };
    expect(await textsOf('3')).toEqual([2, ['production: switched on']]);
    expect(await textsOf('4?compare_to=1')).toEqual([1, []]);
    expect(await textsOf('1?compare_to=3')).toEqual([
      3,
      ['production: switched off', 'production: rollout 25 % → 10 %'],
    ]);
  });

  test.each(['0', '9', '01', 'x', '99999999999', '1?compare_to=9'])(
    'that is not there is not found: %s',
    async (version) => {
      const { id } = await create('a');
      const { status, body } = await send(`GET /api/flags/${id}/versions/${version}`);
      expect([status, body['error']]).toEqual([404, 'not_found']);
    },
  );
});

test.each([
  ['limit', '?limit=0'],
  ['cursor', '?cursor=x'],
  ['cursor', `?cursor=${Buffer.from('["x"]').toString('base64url')}`],
  ['surprise', '?surprise=1'],
  ['compare_to', '/1?compare_to=0'],
  ['compare_to', '/1?compare_to=2147483648'],
])('%s is refused by name in %s', async (field, path) => {
  const { id } = await create('a');
  const { status, body } = await send(`GET /api/flags/${id}/versions${path}`);
  expect([status, body['details']]).toEqual([400, [{ field, expected: expect.any(String) }]]);
});
