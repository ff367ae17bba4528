import { createAuditSigner, createAuditVerifier, generateAuditKey } from '@halyard/auth';
import type { Database } from '@halyard/database';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Context } from '../context.ts';
import { createFlag } from '../flags/create.ts';
import { asMember, createShop, headOf, lastAudited, openTestDomain } from '../test-organization.ts';
import { forgetPerson } from './forget-person.ts';
import { verifyAudit } from './verify.ts';

const pem = generateAuditKey();

let ctx: Context;
let database: Database;
let close: () => Promise<void>;
let shop: { organizationId: string; applicationId: string };
let member: Context;
let userId: string;

beforeAll(async () => {
  const domain = await openTestDomain(inject('postgresUrl'));
  ({ database, close } = domain);
  ctx = { ...domain.ctx, auditSigner: createAuditSigner(pem) };
});
afterAll(() => close());
beforeEach(async () => {
  shop = await createShop(ctx);
  member = asMember(ctx, shop.organizationId, 'ADMIN');
  userId = member.actor.kind === 'member' ? member.actor.userId : '';
  for (const key of ['a', 'b']) await createFlag(member, { ...shop, key, fields: { name: key } });
});

const forget = (by: Context, id = userId) =>
  forgetPerson(by, { organizationId: shop.organizationId, userId: id });

const verify = () => verifyAudit(ctx, { ...shop, verifySignature: createAuditVerifier([pem]) });

const personsLeft = () => database.auditPerson.findMany({ where: { userId } });

test('a person is forgotten: no row of the audit tells of them, and the chain still proves', async () => {
  expect(await personsLeft()).toMatchObject([
    { userEmail: 'm@example.com', ipAddress: '192.0.2.1', userAgent: 'test' },
    {},
  ]);
  expect(await forget(ctx)).toBe(2);
  expect(await personsLeft()).toEqual([]);
  expect(await verify()).toMatchObject({ isIntact: true, entries: 5, erased: 2 });
});

test('that it happened is audited, without whom it was about', async () => {
  const admin = asMember(ctx, shop.organizationId, 'ADMIN');
  await forget(admin);
  const audited = await lastAudited(database, shop.organizationId);
  expect(audited).toMatchObject({
    entity_type: 'organization',
    entity_id: shop.organizationId,
    action: 'person_forgotten',
    changes: {
      before: null,
      after: { entries: 2 },
    },
  });
  expect(JSON.stringify(audited)).not.toContain(userId);
  expect(await database.auditPerson.count({ where: { organizationId: shop.organizationId } })).toBe(
    1,
  );
});

test('who has themselves forgotten does not stay behind as who did it', async () => {
  await forget(member);
  expect(await personsLeft()).toEqual([]);
  expect(await verify()).toMatchObject({ isIntact: true, erased: 3 });
});

test('twice is the same as once, and of nobody there is nothing to forget', async () => {
  await forget(ctx);
  const before = await headOf(database, shop.organizationId);
  for (const id of [userId, crypto.randomUUID(), 'nobody']) expect(await forget(ctx, id)).toBe(0);
  expect(await headOf(database, shop.organizationId)).toEqual(before);
});

test('the log of changes gets no row: nodes know nothing of persons', async () => {
  const { seq } = await headOf(database, shop.organizationId);
  await forget(ctx);
  expect((await headOf(database, shop.organizationId)).seq).toBe(seq);
});

test('another organization remembers what was done there', async () => {
  const other = await createShop(ctx);
  const actor = { kind: 'member', userId, email: 'm@example.com', role: 'ADMIN' } as const;
  const there: Context = { ...ctx, actor: { ...actor, organizationId: other.organizationId } };
  await createFlag(there, { ...other, key: 'a', fields: { name: 'A' } });
  await forget(ctx);
  expect(await personsLeft()).toMatchObject([{ organizationId: other.organizationId }]);
});

test('a role that may not is refused', async () => {
  const releaser = asMember(ctx, shop.organizationId, 'RELEASE_MANAGER');
  await expect(forget(releaser)).rejects.toMatchObject({ code: 'forbidden' });
});
