import { exampleIds, telemetryErrorRoutes } from '@halyard/contracts';
import { toExampleRequest } from '@halyard/contracts/openapi/testing/examples';
import { archiveFlag, createFlag, deleteFlag } from '@halyard/domain';
import { createOrganizationWithMembers } from '@halyard/domain/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { useFlagErrors } from '../testing/use-flag-errors.ts';

const kit = useFlagErrors();

const ask = (flag: string, query = '') =>
  kit.ask(kit.members.VIEWER, `/api/telemetry/flags/${flag}/errors${query}`);

const create = async (key: string, applicationId: string | null = kit.applicationId) => {
  const { organizationId, ctx } = kit;
  const { id } = await createFlag(ctx, {
    organizationId,
    applicationId,
    key,
    fields: { name: key },
  });
  return { organizationId, flagId: id };
};

let flag: { organizationId: string; flagId: string };
const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);

/** One error in full, of 60 that were counted. */
beforeAll(async () => {
  flag = await create('new-checkout');
  const { database } = kit.ctx;
  const recordedOn = new Date(hour.toISOString().slice(0, 10));
  const group = { ...flag, fingerprint: '0123456789abcdef' };
  const kind = { type: 'TypeError', message: 'not a function' };
  const { applicationId } = kit;
  const place = { ...group, applicationId, environment: 'production', flagState: 'on' };
  const seen = { firstSeenAt: hour, lastSeenAt: hour, recordedOn, recorded: 60 };
  await database.errorGroup.create({ data: { ...group, ...kind, ...seen } });
  await database.errorCount.create({ data: { ...place, hour, reporter: 'public', count: 60 } });
  await database.errorEvent.createMany({
    data: Array.from({ length: 60 }, (_, slot) => ({
      ...place,
      ...kind,
      slot,
      recordedOn,
      reporter: 'public' as const,
      occurredAt: new Date(hour.getTime() + slot),
    })),
  });
});

test('errors are told by the flag’s id and by its key, the latest 50 of seven days unless asked otherwise', async () => {
  for (const name of [flag.flagId, 'new-checkout']) {
    const { status, body } = await ask(name);
    expect([status, body.flag_id, body.flag_key]).toEqual([200, flag.flagId, 'new-checkout']);
    expect([body.time_range, body.total, body.errors.length]).toEqual(['7d', 60, 50]);
    expect(body.groups).toMatchObject([{ type: 'TypeError', count: 60 }]);
    expect(body.errors[0]!.occurred_at).toBe(new Date(hour.getTime() + 59).toISOString());
  }
});

test('the example works as it is shown', async () => {
  const [route] = telemetryErrorRoutes;
  const params = { flag_id: flag.flagId };
  const request = toExampleRequest(route, { ids: exampleIds, params });
  const { status, body } = await kit.ask(kit.members.VIEWER, request.path);
  expect([status, Object.keys(body).toSorted()]).toEqual([request.status, request.fields]);
});

test.each(['1h', '24h', '7d', '30d', '90d'])('errors of the last %s are told', async (range) => {
  const { body } = await ask('new-checkout', `?time_range=${range}`);
  expect([body.time_range, body.total]).toEqual([range, 60]);
});

test.each([
  ['2', 2],
  ['60', 60],
  ['999999999999999999999', 60],
])('a limit is how many are told in full, 1 000 at most: %s', async (limit, told) => {
  expect((await ask('new-checkout', `?limit=${limit}`)).body.errors).toHaveLength(told);
});

test.each(['time_range=2h', 'time_range=', 'limit=0', 'limit=x', 'environment=%00', 'days=7'])(
  'what there is not is refused: %s',
  async (query) => {
    const { status, body } = await ask('new-checkout', `?${query}`);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  },
);

describe('a flag', () => {
  test('that is archived is told of; one that is deleted is not, nor one that never was', async () => {
    const gone = await create('gone');
    await archiveFlag(kit.ctx, gone);
    expect((await ask('gone')).body).toMatchObject({ errors: [], groups: [], total: 0 });
    await deleteFlag(kit.ctx, gone);
    for (const name of ['gone', gone.flagId, crypto.randomUUID(), '%00']) {
      expect([name, (await ask(name)).status]).toEqual([name, 404]);
    }
  });

  test('whose key several have is refused, until the request says which', async () => {
    await create('shared');
    const enterprise = await create('shared', null);
    const { status, body } = await ask('shared');
    expect([status, body.error]).toEqual([409, 'ambiguous_key']);
    expect((await ask('shared', '?scope=enterprise')).body.flag_id).toBe(enterprise.flagId);
  });

  test('of another organization is not found, and nobody but members is told', async () => {
    const other = await createOrganizationWithMembers(kit.ctx);
    const path = `/api/telemetry/flags/${flag.flagId}/errors`;
    expect((await kit.ask(other.members.OWNER, path)).status).toBe(404);
    const stranger = { ...other.members.OWNER, organizationId: flag.organizationId };
    for (const who of [stranger, 'x.y.z', `sdk_demo_${'x'.repeat(43)}`]) {
      expect((await kit.ask(who, path)).status).toBe(401);
    }
  });
});

test('a user who has used up the limit of analytics is refused', async () => {
  const path = `/api/telemetry/flags/${flag.flagId}/errors?limit=1`;
  kit.spent.add(kit.members.ADMIN.userId);
  const { status, body } = await kit.ask(kit.members.ADMIN, path);
  expect([status, body.error]).toEqual([429, 'rate_limited']);
  expect((await kit.ask(kit.members.VIEWER, path)).status).toBe(200);
});
