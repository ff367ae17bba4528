import type { StreamFlagChange } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { createMemberTokens } from './testing/create-member-tokens.ts';
import type { Listening } from './testing/listen-to.ts';
import { createRandom } from './testing/random.ts';
import { createTenant, type Tenant, type TenantListener } from './testing/tenant.ts';
import { useStreams } from './testing/use-streams.ts';

const tokens = createMemberTokens();
const kit = useStreams({ verifyToken: tokens.verifyToken });

const seed = Math.floor(Math.random() * 2 ** 31);
const tenants = 50;
const writesOfEach = 6;

const toldBy = ({ heard }: Listening): StreamFlagChange[] =>
  heard.slice(1).map(({ data }) => JSON.parse(data!) as StreamFlagChange);

function listenAs({ organizationId }: Tenant, { key }: TenantListener): Promise<Listening> {
  const path = '/api/flags/stream?events=dotted';
  if (key !== undefined) return kit.listen({ path, key });
  const authorization = `Bearer ${tokens.sign(organizationId)}`;
  return kit.listen({ path, key: null, headers: { authorization } });
}

async function expectOwn(tenant: Tenant, listener: TenantListener, listening: Listening) {
  await expect.poll(() => toldBy(listening).at(-1)?.key).toBe(`${tenant.name}-last`);
  const told = toldBy(listening);
  expect(told.map(({ type, key }) => `${type.slice('flag.'.length)} ${key}`)).toEqual(listener.due);
  const own = listener.key === undefined ? undefined : [listener.applicationId, null];
  for (const { organization_id, application_id, environments } of told) {
    expect(organization_id).toBe(tenant.organizationId);
    if (own) expect(own).toContain(application_id);
    const { environment } = listener;
    if (environment !== undefined)
      expect(['', environment]).toContain(Object.keys(environments).join());
  }
}

test(`of fifty tenants who write at once each stream hears its own alone, all of it (seed ${seed})`, async () => {
  const all = await Promise.all(
    Array.from({ length: tenants }, (_, index) => createTenant(kit.ctx, `tenant${index}`)),
  );
  for (const { organizationId } of all) await kit.node.replica.catchUp(organizationId);
  const listening = await Promise.all(
    all.flatMap((tenant) =>
      tenant.listeners.map(async (listener) => ({
        tenant,
        listener,
        listening: await listenAs(tenant, listener),
      })),
    ),
  );
  await Promise.all(
    all.map(async ({ act, finish }, index) => {
      const random = createRandom(seed + index);
      for (let writes = 0; writes < writesOfEach; writes++) await act(random);
      await finish();
    }),
  );
  for (const one of listening) await expectOwn(one.tenant, one.listener, one.listening);
});
