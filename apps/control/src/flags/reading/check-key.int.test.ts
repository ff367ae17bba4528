import { createApplication } from '@halyard/domain';
import { expect, test } from 'vitest';

import { useFlags } from '../../testing/use-flags.ts';

const { organization, send, create } = useFlags();

const enterprise = { scope: 'enterprise', application_id: null };

async function check(key: string, where?: Record<string, string>) {
  const { applicationId: application_id } = organization;
  const query = new URLSearchParams({ key, ...(where ?? { application_id }) });
  const { status, body } = await send(`GET /api/flags/check-key?${query.toString()}`);
  expect([status, body]).toEqual([200, expect.objectContaining({ key })]);
  return body;
}

test('a key that nobody has is available, and a flag can be made under it', async () => {
  const free = { key: 'new', is_valid: true, is_available: true };
  expect(await check('new')).toEqual(free);
  expect(await check('new', { scope: 'enterprise' })).toEqual(free);
  await create('new');
});

test.each(['', 'a b', '-x', 'x'.repeat(129), 'stream', 'check-key', 'a\0', crypto.randomUUID()])(
  'what cannot be a key is told so: %j',
  async (key) => {
    expect(await check(key)).toEqual({
      key,
      is_valid: false,
      is_available: false,
      problem: expect.stringMatching(/^A key must be .*\.$/),
    });
  },
);

test('a key is taken in its scope alone, by archived flags as well', async () => {
  const flag = await create('taken');
  const { organizationId, ctx } = organization;
  const other = await createApplication(ctx, { organizationId, name: 'Other' });
  const taken = { is_valid: true, is_available: false, problem: 'A flag has this key.' };
  expect(await check('taken')).toEqual({ key: 'taken', ...taken });
  expect(await check('taken', { application_id: other.id })).toMatchObject({ is_available: true });
  await send(`POST /api/flags/${flag.id}/archive`, {});
  expect(await check('taken')).toEqual({
    key: 'taken',
    ...taken,
    problem: 'An archived flag has this key: restore or delete it.',
  });
});

test('a key that the other scope has shadows, or is shadowed by, what is active there', async () => {
  const ours = await create('own');
  const theirs = await create('everywhere', enterprise);
  const namesake = ({ id, name, application_id }: typeof ours) => ({ id, name, application_id });
  expect(await check('everywhere')).toEqual({
    key: 'everywhere',
    is_valid: true,
    is_available: true,
    shadows: namesake(theirs),
  });
  expect(await check('own', { scope: 'enterprise' })).toEqual({
    key: 'own',
    is_valid: true,
    is_available: true,
    shadowed_by: [namesake(ours)],
  });
  await send(`POST /api/flags/${theirs.id}/archive`, {});
  expect(await check('everywhere')).not.toHaveProperty('shadows');
});

test.each([
  ['key', 'scope=enterprise'],
  ['application_id', 'key=a'],
  ['application_id', 'key=a&scope=application'],
  ['application_id', 'key=a&application_id=x'],
  ['application_id', `key=a&scope=enterprise&application_id=${crypto.randomUUID()}`],
])('%s is refused by name in %s', async (field, query) => {
  const { status, body } = await send(`GET /api/flags/check-key?${query}`);
  expect([status, body['details']]).toEqual([400, [{ field, expected: expect.any(String) }]]);
});

test('an application of another organization is not found', async () => {
  const { applicationId } = await organization.createOther();
  const path = `GET /api/flags/check-key?key=a&application_id=${applicationId}`;
  expect((await send(path)).status).toBe(404);
});
