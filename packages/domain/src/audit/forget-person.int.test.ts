import { createAuditSigner, createAuditVerifier, generateAuditKey } from '@halyard/auth';
import { beforeEach, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { asMember, createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createFlag } from '../flags/create.ts';
import { forgetPerson } from './forget-person.ts';
import { verifyAudit } from './verification/verify.ts';

const pem = generateAuditKey();

const domain = useDomain({ auditSigner: createAuditSigner(pem) });

let member: Context;
let userId: string;

beforeEach(async () => {
  member = domain.asMember('ADMIN');
  userId = member.actor.kind === 'member' ? member.actor.userId : '';
  for (const key of ['a', 'b']) {
    await createFlag(member, { ...domain.shop, key, fields: { name: key } });
  }
});

const forget = (by: Context, id = userId) =>
  forgetPerson(by, { organizationId: domain.shop.organizationId, userId: id });

const verify = () =>
  verifyAudit(domain.ctx, { ...domain.shop, verifySignature: createAuditVerifier([pem]) });

const personsLeft = () => domain.database.auditPerson.findMany({ where: { userId } });

test('a person is forgotten: no row of the audit tells of them, and the chain still proves', async () => {
  expect(await personsLeft()).toMatchObject([
    { userEmail: 'm@example.com', ipAddress: '192.0.2.1', userAgent: 'test' },
    {},
  ]);
  expect(await forget(domain.ctx)).toBe(2);
  expect(await personsLeft()).toEqual([]);
  expect(await verify()).toMatchObject({ isIntact: true, entries: 5, erased: 2 });
});

test('that it happened is audited, without whom it was about', async () => {
  const admin = domain.asMember('ADMIN');
  await forget(admin);
  const audited = await domain.lastAudited();
  expect(audited).toMatchObject({
    entity_type: 'organization',
    entity_id: domain.shop.organizationId,
    action: 'person_forgotten',
    changes: {
      before: null,
      after: { entries: 2 },
    },
  });
  expect(JSON.stringify(audited)).not.toContain(userId);
  expect(
    await domain.database.auditPerson.count({
      where: { organizationId: domain.shop.organizationId },
    }),
  ).toBe(1);
});

test('who has themselves forgotten does not stay behind as who did it', async () => {
  await forget(member);
  expect(await personsLeft()).toEqual([]);
  expect(await verify()).toMatchObject({ isIntact: true, erased: 3 });
});

test('twice is the same as once, and of nobody there is nothing to forget', async () => {
  await forget(domain.ctx);
  const before = await domain.head();
  for (const id of [userId, crypto.randomUUID(), 'nobody'])
    expect(await forget(domain.ctx, id)).toBe(0);
  expect(await domain.head()).toEqual(before);
});

test('the log of changes gets no row: nodes know nothing of persons', async () => {
  const { seq } = await domain.head();
  await forget(domain.ctx);
  expect((await domain.head()).seq).toBe(seq);
});

test('another organization remembers what was done there', async () => {
  const other = await createShop(domain.ctx);
  const there = asMember(domain.ctx, other.organizationId, 'ADMIN', userId);
  await createFlag(there, { ...other, key: 'a', fields: { name: 'A' } });
  await forget(domain.ctx);
  expect(await personsLeft()).toMatchObject([{ organizationId: other.organizationId }]);
});

test('a role that may not is refused', async () => {
  const releaser = domain.asMember('RELEASE_MANAGER');
  await expect(forget(releaser)).rejects.toMatchObject({ code: 'forbidden' });
});
