import { expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { onInProduction, useFlags } from '../fixtures/use-flags.ts';
import { toTombstone } from '../flags/stored/to-tombstone.ts';
import { createApiKey } from '../keys/create.ts';
import { revokeApiKey } from '../keys/revoke.ts';
import { createApplication } from './create.ts';
import { deleteApplication } from './delete.ts';

const { domain, create, history } = useFlags();

const remove = (by = domain.asMember('ADMIN')) => deleteApplication(by, domain.shop);
const createKey = (environment?: string) =>
  createApiKey(domain.ctx, {
    ...domain.shop,
    kind: 'sdk',
    name: 'K',
    tag: 'k',
    ...(environment !== undefined && { environment }),
  });

test('an application goes with its flags and keys: nodes are told of each, and so is the audit', async () => {
  const used = await create('used');
  const prerequisites = [{ flag: used.id }];
  const user = await create('user', onInProduction({ prerequisites }));
  const key = await createKey('production');
  const revoked = await createKey();
  await revokeApiKey(domain.ctx, { ...domain.shop, keyId: revoked.id });
  const { seq } = await domain.head();
  await remove();
  const { changes, audit } = await history();
  const told = changes.slice(seq).map(({ kind, entityId, document }) => [kind, entityId, document]);
  expect(told).toEqual([
    ['api_key', key.id, null],
    ['flag', used.id, toTombstone(used)],
    ['flag', user.id, toTombstone(user)],
    ['application', domain.shop.applicationId, null],
  ]);
  const actions = audit.slice(-4).map(({ action }) => action);
  expect(actions).toEqual(['key_revoked', 'deleted', 'deleted', 'deleted']);
  const where = { organizationId: domain.shop.organizationId };
  for (const rows of [
    await domain.database.application.count({ where }),
    await domain.database.environment.count({ where }),
    await domain.database.apiKey.count({ where }),
    await domain.database.flag.count({ where }),
  ]) {
    expect(rows).toBe(0);
  }
});

test('flags of the enterprise and of other applications stay', async () => {
  const enterprise = await create('enterprise', onInProduction(), null);
  const other = await createApplication(domain.ctx, { ...domain.shop, name: 'Other' });
  const theirs = await create('theirs', {}, other.id);
  await create('mine', onInProduction({ prerequisites: [{ flag: enterprise.id }] }));
  await remove();
  const left = await domain.database.flag.findMany({
    where: { organizationId: domain.shop.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(left.map(({ id }) => id)).toEqual([enterprise.id, theirs.id]);
});

test('a flag or a key that is made in it meanwhile goes as well, or is refused', async () => {
  const made = [create('a'), createKey(), create('b'), createKey('staging')];
  const [removed, ...outcomes] = await Promise.allSettled([remove(), ...made]);
  expect(removed.status).toBe('fulfilled');
  for (const one of outcomes) {
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'not_found' });
  }
  const where = { organizationId: domain.shop.organizationId };
  expect(await domain.database.flag.count({ where })).toBe(0);
  expect(await domain.database.apiKey.count({ where })).toBe(0);
});

test('a role that may not is refused', async () => {
  const refused = remove(domain.asMember('RELEASE_MANAGER'));
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
});

test('one of another organization, or none, is not found', async () => {
  const { applicationId } = await createShop(domain.ctx);
  for (const id of [applicationId, crypto.randomUUID(), 'x']) {
    const missing = deleteApplication(domain.ctx, { ...domain.shop, applicationId: id });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  }
});
