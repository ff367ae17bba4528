import {
  archiveFlag,
  createFlag,
  deleteFlag,
  forgetPerson,
  removeMember,
  toggleFlag,
  updateFlag,
} from '@halyard/domain';
import { beforeAll, expect, test } from 'vitest';

import { useAnalytics } from '../testing/use-analytics.ts';

const analytics = useAnalytics();

const ask = (userId: string, by = analytics.members.ADMIN) =>
  analytics.ask(by, `/api/users/${userId}/activity`);

const nothing = {
  total_actions: 0,
  flags_created: 0,
  flags_updated: 0,
  flags_deleted: 0,
  flags_archived: 0,
};

beforeAll(async () => {
  const { organizationId, applicationId, members } = analytics;
  const owner = analytics.as(members.OWNER, '2050-01-01T00:00:00Z');
  const environment = 'staging';
  for (const key of ['a', 'b', 'c']) {
    const fields = { name: key, environments: { staging: { enabled: false } } };
    const flag = { organizationId, applicationId, key, fields };
    const { id: flagId } = await createFlag(owner, flag);
    const reference = { organizationId, flagId };
    if (key === 'c') break;
    await toggleFlag(owner, { ...reference, environment, enabled: true });
    await updateFlag(owner, { ...reference, change: { patch: { name: 'B' } } });
    await archiveFlag(owner, reference);
    if (key === 'b')
      await deleteFlag(analytics.as(members.OWNER, '2050-01-02T00:00:00Z'), reference);
  }
  const theirs = { fields: { name: 'D' }, organizationId, applicationId, key: 'd' };
  await createFlag(analytics.as(members.RELEASE_MANAGER), theirs);
});

test('says how often a user did what to flags, and when last', async () => {
  const { userId, email } = analytics.members.OWNER;
  const { status, body } = await ask(userId);
  expect([status, body]).toEqual([
    200,
    {
      user_id: userId,
      email,
      total_actions: 10,
      flags_created: 3,
      flags_updated: 2,
      flags_deleted: 1,
      flags_archived: 2,
      last_action_at: '2050-01-02T00:00:00.000Z',
    },
  ]);
});

test('of who did nothing there is nothing but that', async () => {
  const { userId, email } = analytics.members.VIEWER;
  expect((await ask(userId)).body).toEqual({ user_id: userId, email, ...nothing });
});

test('whoever asks sees their own, and others’ as an administrator', async () => {
  const { members } = analytics;
  const { VIEWER, DEVELOPER, RELEASE_MANAGER, ADMIN, OWNER } = members;
  for (const member of [VIEWER, DEVELOPER, RELEASE_MANAGER]) {
    expect((await ask(member.userId.toUpperCase(), member)).status).toBe(200);
    const { status, body } = await ask(OWNER.userId, member);
    expect([member.role, status, body['error']]).toEqual([member.role, 403, 'forbidden']);
  }
  for (const member of [ADMIN, OWNER]) {
    expect((await ask(VIEWER.userId, member)).status).toBe(200);
  }
});

test('whoever is no member, and did nothing here, is not found', async () => {
  const { members } = await analytics.createOther();
  const { VIEWER, OWNER } = analytics.members;
  for (const id of [members.OWNER.userId, crypto.randomUUID(), 'me', '%00']) {
    for (const by of [VIEWER, OWNER]) expect([id, (await ask(id, by)).status]).toEqual([id, 404]);
  }
});

test('who is a member no more is known by what they did, until they are forgotten', async () => {
  const { organizationId, members } = analytics;
  const { userId, email } = members.RELEASE_MANAGER;
  const owner = analytics.as(members.OWNER);
  await removeMember(owner, { organizationId, userId });
  expect((await ask(userId)).body).toMatchObject({ user_id: userId, email, flags_created: 1 });
  await forgetPerson(owner, { organizationId, userId });
  expect((await ask(userId)).status).toBe(404);
});
