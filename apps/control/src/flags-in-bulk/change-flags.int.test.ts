import { describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

const bulk = 'POST /api/flags/bulk';

async function create(key: string, more: object = {}): Promise<string> {
  const { body } = await organization.ask(organization.members.OWNER, 'POST /api/flags', {
    key,
    name: key,
    application_id: organization.applicationId,
    ...more,
  });
  return body['id'] as string;
}

const ask = (body: object, role: 'OWNER' | 'RELEASE_MANAGER' = 'RELEASE_MANAGER') =>
  organization.ask(organization.members[role], bulk, body);

async function statusOf(id: string): Promise<unknown> {
  const { ask: send, members } = organization;
  return (await send(members.VIEWER, `GET /api/flags/${id}`)).body['status'];
}

const countAudited = () =>
  organization.ctx.database.auditEntry.count({
    where: { organizationId: organization.organizationId, entityType: 'flag' },
  });

const toggle = { action: 'toggle', environment: 'production', enabled: true };

describe('changing many flags at once', () => {
  test('changes each on its own, and says which changed, which were so already, and which failed', async () => {
    const a = await create('a');
    const b = await create('b', { environments: { production: { enabled: true } } });
    await create('c');
    await ask({ flags: ['c'], action: 'archive' });
    const audited = await countAudited();
    const { status, body } = await ask({ flags: [a, 'b', 'c', 'unknown'], ...toggle });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      results: [
        { flag: a, status: 'changed', version: 2 },
        { flag: 'b', status: 'unchanged', version: 1 },
        { flag: 'c', status: 'failed', error: 'conflict' },
        { flag: 'unknown', status: 'failed', error: 'not_found' },
      ],
      changed: 1,
      unchanged: 1,
      failed: 2,
    });
    expect(await countAudited()).toBe(audited + 1);
    const again = await ask({ flags: [a, b], ...toggle });
    expect(again.body).toMatchObject({ changed: 0, unchanged: 2, failed: 0 });
  });

  test('archives flags, which changes an archived one no more, and restores them to active', async () => {
    const a = await create('a');
    const flags = [a, 'b'];
    await create('b');
    expect((await ask({ flags, action: 'archive' })).body).toMatchObject({ changed: 2 });
    expect(await statusOf(a)).toBe('archived');
    expect((await ask({ flags, action: 'archive' })).body).toMatchObject({ unchanged: 2 });
    expect((await ask({ flags, action: 'restore' })).body).toMatchObject({
      results: [{ version: 3 }, { version: 3 }],
    });
    expect(await statusOf(a)).toBe('active');
  });

  test('adds tags and takes tags away, with the reason', async () => {
    const flagId = await create('a', { tags: ['old'] });
    const tags = { add_tags: ['new'], remove_tags: ['old'], reason: 'Renamed' };
    await ask({ flags: ['a'], action: 'tag', ...tags });
    const { organizationId } = organization;
    const version = await organization.ctx.database.flagVersion.findFirst({
      where: { organizationId, flagId, version: 2 },
    });
    expect(version).toMatchObject({ reason: 'Renamed', document: { tags: ['new'] } });
  });

  test('a key that several flags have is decided by what the request says', async () => {
    await create('a');
    await create('a', { application_id: undefined, scope: 'enterprise' });
    const request = { flags: ['a'], ...toggle };
    expect((await ask(request)).body).toMatchObject({ results: [{ error: 'ambiguous_key' }] });
    expect((await ask({ ...request, scope: 'enterprise' })).body).toMatchObject({ changed: 1 });
    const { applicationId } = organization;
    expect((await ask({ ...request, application_id: applicationId })).body).toMatchObject({
      changed: 1,
    });
  });

  test('finds no flag of another organization', async () => {
    const flag = await create('a');
    const other = await organization.createOther();
    const { body } = await organization.ask(other.members.OWNER, bulk, {
      flags: [flag],
      ...toggle,
    });
    expect(body).toMatchObject({ results: [{ status: 'failed', error: 'not_found' }] });
  });

  test.each(['VIEWER', 'DEVELOPER'] as const)('is not for a %s', async (role) => {
    await create('a');
    const request = { flags: ['a'], action: 'archive' };
    const { status } = await organization.ask(organization.members[role], bulk, request);
    expect(status).toBe(403);
  });

  test.each([
    ['no flags', { flags: [], ...toggle }, 'flags'],
    ['201 flags', { flags: Array.from({ length: 201 }, (_, n) => `f${n}`), ...toggle }, 'flags'],
    ['an unknown action', { flags: ['a'], action: 'delete' }, 'action'],
    ['no environment', { flags: ['a'], action: 'toggle', enabled: true }, 'environment'],
    ['no switch', { flags: ['a'], action: 'toggle', environment: 'production' }, 'enabled'],
    ['no tags', { flags: ['a'], action: 'tag', add_tags: [] }, 'add_tags'],
    ['tags of a toggle', { flags: ['a'], ...toggle, remove_tags: ['x'] }, 'remove_tags'],
    [
      'a switch of tags',
      { flags: ['a'], action: 'tag', add_tags: ['x'], enabled: true },
      'enabled',
    ],
  ])('is refused as a whole with %s', async (_what, request, field) => {
    await create('a');
    const { status, body } = await ask(request);
    expect([status, body['details']]).toEqual([400, [expect.objectContaining({ field })]]);
  });
});
