import { createAuditVerifier, generateAuditKey } from '@halyard/auth';
import { createFlag, forgetPerson } from '@halyard/domain';
import { beforeEach, expect, test } from 'vitest';

import { useAnalytics } from '../../testing/use-analytics.ts';
import { createVerifications } from './verifications.ts';

const analytics = useAnalytics();

let organization: Awaited<ReturnType<typeof analytics.createOther>>;

/** An organization with three entries, of which one has a person. */
beforeEach(async () => {
  organization = await analytics.createOther();
  const { organizationId, applicationId, members } = organization;
  const flag = { organizationId, applicationId, key: 'checkout', fields: { name: 'Checkout' } };
  await createFlag(analytics.as(members.DEVELOPER), flag);
});

const verify = (member = organization.members.ADMIN) =>
  analytics.ask(member, `/api/audit-log/verify?organization_id=${organization.organizationId}`);

const intact = { is_intact: true, entries: 3, erased: 0, checkpoints: 0, problems: [] };

test('an audit as it was written is intact, also where somebody was forgotten', async () => {
  expect(await verify()).toMatchObject({ status: 200, body: intact });
  const { organizationId, members } = organization;
  const { userId } = members.DEVELOPER;
  await forgetPerson(analytics.ctx, { organizationId, userId });
  expect((await verify()).body).toEqual({ ...intact, entries: 4, erased: 1 });
});

test('what was altered is named by its place', async () => {
  const { organizationId } = organization;
  await analytics.ctx.database.auditEntry.updateMany({
    where: { organizationId, entityType: 'flag' },
    data: { action: 'deleted' },
  });
  expect((await verify()).body).toEqual({
    ...intact,
    is_intact: false,
    problems: [{ seq: 3, what: 'its action is not the one of its text' }],
  });
});

test('administrators alone may ask for it, of their own organization', async () => {
  const { members } = organization;
  for (const role of ['VIEWER', 'DEVELOPER', 'RELEASE_MANAGER'] as const) {
    expect([role, (await verify(members[role])).status]).toEqual([role, 403]);
  }
  expect((await verify(members.OWNER)).status).toBe(200);
  expect((await verify(analytics.members.OWNER)).status).toBe(404);
  const { status } = await analytics.ask(members.ADMIN, '/api/audit-log/verify');
  expect(status).toBe(400);
});

test('who asks while it is proven is given the same proof, and a stop ends it', async () => {
  const { database } = analytics.ctx;
  const verifySignature = createAuditVerifier([generateAuditKey()]);
  const { verify, close } = createVerifications({ database, verifySignature });
  const { ADMIN, OWNER } = organization.members;
  const [one, other] = [verify(ADMIN), verify(OWNER)];
  expect(other).toBe(one);
  await expect(one).resolves.toMatchObject({ isIntact: true });
  const next = verify(ADMIN);
  expect(next).not.toBe(one);
  const [refused] = await Promise.allSettled([next, close()]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
});
