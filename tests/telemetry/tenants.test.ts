import fc from 'fast-check';
import { expect, test } from 'vitest';

import { useInstallation } from './installation/use-installation.ts';
import { createWorld, type Sender } from './reports/world.ts';
import { readCounted } from './tenants/read-counted.ts';
import { traffic, type Request } from './tenants/traffic.ts';

const kit = useInstallation('Redis');

/** A client, and its evaluations that feedback may be on. */
interface Tenant extends Sender {
  evaluations: readonly string[];
}

async function createTenants(): Promise<Tenant[]> {
  const senders = await createWorld(kit.ctx, { organizations: 3, flags: 2 });
  const firsts = senders.filter(
    ({ organizationId }, index) => senders[index - 1]?.organizationId !== organizationId,
  );
  await Promise.all(firsts.map(({ organizationId }) => kit.catchUp(organizationId)));
  return firsts.map((sender) => ({
    ...sender,
    evaluations: [true, false, true].map((value, n) =>
      kit.node.mint(sender.organizationId, { serial: sender.flags[n % 2]!.serial, value }),
    ),
  }));
}

async function send(tenant: Tenant, other: Tenant, request: Request): Promise<void> {
  if ('events' in request) {
    const { status } = await kit.post('/api/telemetry', tenant.key, request);
    expect(status).toBe(202);
    return;
  }
  const feedbacks = request.reports.map(({ isOwn, evaluation, ...report }) => ({
    ...report,
    evaluationId: (isOwn ? tenant : other).evaluations[evaluation],
  }));
  const { status } = await kit.post('/v1/feedback/bulk', tenant.key, { feedbacks });
  expect(status).toBe(204);
}

function readAllOf({ organizationId, applicationId, flags, evaluations }: Tenant) {
  const names = new Map([
    [applicationId, 'application'],
    ...flags.map(({ id, key }) => [id, key] as const),
    ...evaluations.map((id, n) => [id, `evaluation ${n}`] as const),
  ]);
  return readCounted(kit.database, organizationId, names);
}

test('what is counted of an organization is the same whatever another reports under the same names and ids', async () => {
  const property = fc.asyncProperty(traffic, async (requests) => {
    const [one, other, alone] = (await createTenants()) as [Tenant, Tenant, Tenant];
    for (const [ofOne, ofOther] of requests) {
      await Promise.all([send(other, one, ofOther), send(one, other, ofOne)]);
      // Of two events with one id the first counts: which that is must be known.
      await kit.drain();
    }
    for (const [ofOne] of requests) {
      await send(alone, other, ofOne);
      await kit.drain();
    }
    expect(await readAllOf(one)).toEqual(await readAllOf(alone));
  });
  await fc.assert(property, { numRuns: 8 });
});
