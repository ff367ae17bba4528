import { createAuditSigner, createAuditVerifier, generateAuditKey } from '@halyard/auth';
import { toFlagDocument, toSegmentDocument } from '@halyard/database';
import { beforeAll, expect, test } from 'vitest';

import { verifyAudit } from './audit/verification/verify.ts';
import type { Context } from './context/context.ts';
import { createEnvironment } from './environments/create.ts';
import { deleteEnvironment } from './environments/delete.ts';
import { updateEnvironment } from './environments/update.ts';
import { asMember, createShop, type Shop } from './fixtures/shop.ts';
import { useDatabase } from './fixtures/use-database.ts';
import { createFlag } from './flags/create.ts';
import { deleteFlag } from './flags/delete.ts';
import { toggleFlag } from './flags/toggle.ts';
import { updateFlag } from './flags/update.ts';
import { createApiKey } from './keys/create.ts';
import { revokeApiKey } from './keys/revoke.ts';
import { rotateApiKey } from './keys/rotate.ts';
import { changeSegmentMembers } from './segments/change-members.ts';
import { createSegment } from './segments/create.ts';
import { deleteSegment } from './segments/delete.ts';
import { updateSegment } from './segments/update.ts';

const pem = generateAuditKey();

const domain = useDatabase({ auditSigner: createAuditSigner(pem) });

let shop: Shop;
let refusals: unknown[];

beforeAll(async () => {
  shop = await createShop(domain.ctx);
  const member = asMember(domain.ctx, shop.organizationId, 'OWNER');
  const workers = Array.from({ length: 4 }, (_, index) => mixVerbs(member, `w${index}`));
  refusals = (await Promise.all(workers)).flat();
});

/** Every kind of write, beside others that do the same; gives the errors it met. */
async function mixVerbs(by: Context, name: string): Promise<unknown[]> {
  const errors: unknown[] = [];
  const attempt = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await write();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  for (let round = 0; round < 4; round++) await mixOnce(by, `${name}-${round}`, attempt);
  return errors;
}

async function mixOnce(
  by: Context,
  name: string,
  attempt: <T>(write: () => Promise<T>) => Promise<T | undefined>,
): Promise<void> {
  const rules = { attribute: 'plan', operator: 'equals', values: [name] };
  const segment = await createSegment(by, { ...shop, key: name, fields: { name, rules } });
  const ofSegment = { ...shop, segmentId: segment.id };
  const targeting = { segment: name, operator: 'in' };
  const environments = { staging: { enabled: true, targeting }, production: { enabled: false } };
  const made = { ...shop, key: name, fields: { name, environments } };
  const flag = await attempt(() => createFlag(by, made));
  await changeSegmentMembers(by, { ...ofSegment, included: { add: ['a', 'b', name] } });
  await updateSegment(by, { ...ofSegment, change: { patch: { description: name } } });
  await attempt(() => deleteSegment(by, ofSegment));
  const key = await createApiKey(by, { ...shop, kind: 'sdk', name, tag: 'mix' });
  await rotateApiKey(by, { ...shop, keyId: key.id });
  await revokeApiKey(by, { ...shop, keyId: key.id });
  await attempt(() => deleteEnvironment(by, { ...shop, name: 'staging' }));
  await attempt(() => createEnvironment(by, { ...shop, name: 'staging', protected: false }));
  await attempt(() => updateEnvironment(by, { ...shop, name: 'staging', protected: true }));
  if (!flag) return;
  const ofFlag = { ...shop, flagId: flag.id };
  await toggleFlag(by, { ...ofFlag, environment: 'production', enabled: true });
  await attempt(() =>
    updateFlag(by, { ...ofFlag, change: { patch: { environments: { staging: {} } } } }),
  );
  if (name.endsWith('0')) await deleteFlag(by, ofFlag);
}

const changes = () =>
  domain.database.change.findMany({
    where: { organizationId: shop.organizationId },
    orderBy: { seq: 'asc' },
  });

test('whatever is refused is refused with a reason', () => {
  expect(refusals.length).toBeGreaterThan(0);
  for (const error of refusals) expect(error).toHaveProperty('name', 'AppError');
});

test('the log counts without gaps up to its head', async () => {
  const seqs = (await changes()).map(({ seq }) => Number(seq));
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  const { organizationId } = shop;
  const head = await domain.database.changeHead.findUniqueOrThrow({ where: { organizationId } });
  expect(Number(head.seq)).toBe(seqs.length);
});

test('the audit chain is intact, with an entry for every change', async () => {
  const verifySignature = createAuditVerifier([pem]);
  const { organizationId } = shop;
  const verified = await verifyAudit(domain.ctx, { organizationId, verifySignature });
  expect(verified).toMatchObject({ isIntact: true, problems: [] });
  expect(verified.entries).toBe((await changes()).length);
});

test('the last document of each entity in the log is what is stored', async () => {
  const last = new Map(
    (await changes()).map((change) => [`${change.kind} ${change.entityId}`, change]),
  );
  const where = { organizationId: shop.organizationId };
  const logged = (kind: string) =>
    [...last.values()].flatMap(({ kind: of, action, document }) =>
      of === kind && document && action !== 'deleted' ? [document] : [],
    );
  const flags = await domain.database.flag.findMany({ where });
  expect(new Set(logged('flag'))).toEqual(new Set(flags.map(toFlagDocument)));
  const keys = await domain.database.apiKey.findMany({ where: { ...where, revokedAt: null } });
  expect(logged('api_key')).toHaveLength(keys.length);
  const segments = await domain.database.segment.findMany({ where });
  // Members have versions of their own in between: the document tells of the rest.
  const withoutVersion = (document: object) => ({ ...document, version: 0, updated_at: '' });
  expect(new Set(logged('segment').map((one) => withoutVersion(one as object)))).toEqual(
    new Set(segments.map((row) => withoutVersion(toSegmentDocument(row)))),
  );
  const environments = await domain.database.environment.findMany({
    where,
    orderBy: { name: 'asc' },
  });
  expect(logged('application')).toMatchObject([
    {
      environments: environments.map(({ name, protected: isProtected }) => ({
        name,
        protected: isProtected,
      })),
    },
  ]);
});

test('every flag has each of its versions, with the document it had', async () => {
  const flags = await domain.database.flag.findMany({
    where: { organizationId: shop.organizationId },
    include: { versions: { orderBy: { version: 'asc' } } },
  });
  expect(flags.length).toBeGreaterThan(0);
  for (const { versions, ...row } of flags) {
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    expect(versions.at(-1)?.document).toEqual(toFlagDocument(row));
  }
});

test('no flag names an environment or a segment that is gone', async () => {
  const where = { organizationId: shop.organizationId };
  const environments = await domain.database.environment.findMany({ where });
  const segments = await domain.database.segment.findMany({ where });
  const names = new Set(environments.map(({ name }) => name));
  const keys = new Set(segments.map(({ key }) => key));
  for (const row of await domain.database.flag.findMany({ where })) {
    for (const [name, environment] of Object.entries(toFlagDocument(row).environments)) {
      expect(names).toContain(name);
      const { targeting } = environment;
      if (targeting && 'segment' in targeting) expect(keys).toContain(targeting.segment);
    }
  }
});
