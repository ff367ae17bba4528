import type { FlagDocument } from '@halyard/contracts';
import { asJson, toFlagDocument } from '@halyard/database';
import { beforeEach, expect, test } from 'vitest';

import { refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from './archive.ts';
import { disableEndedFlags } from './disable-ended.ts';
import { restoreFlag } from './restore.ts';
import { toggleFlag } from './toggle.ts';

const { domain, create, patch, history } = useFlags();

const end = '2036-02-01T00:00:00Z';
const ending = {
  environments: {
    production: { enabled: true, rollout_percentage: 5 },
    staging: { enabled: true },
    development: { enabled: false },
  },
  scheduled_end_at: end,
  auto_disable_after_end: true,
};

const disableAt = (time: string) => disableEndedFlags({ ...domain.ctx, now: () => new Date(time) });

const find = async ({ id }: FlagDocument) =>
  toFlagDocument(await domain.database.flag.findFirstOrThrow({ where: { id } }));

const switchOn = (flag: FlagDocument) =>
  toggleFlag(domain.ctx, { ...refer(flag), environment: 'production', enabled: true });

// What other tests of this file left is not waited for.
beforeEach(async () => {
  await domain.database.flag.updateMany({ data: { disableAt: null } });
});

test('after the end all environments are off, as one version that nobody made', async () => {
  const flag = await create('a', ending);
  expect(await disableAt('2036-01-31T23:59:59.999Z')).toBe(0);
  expect(await disableAt(end)).toBe(1);
  const after = await find(flag);
  expect(after).toEqual({
    ...flag,
    environments: {
      production: { enabled: false, rollout_percentage: 5 },
      staging: { enabled: false },
      development: { enabled: false },
    },
    version: 2,
    updated_at: after.updated_at,
  });
  expect(await domain.lastAudited()).toMatchObject({
    action: 'toggled',
    flag_key: 'a',
    person: null,
  });
  const where = { flagId: flag.id, version: 2 };
  expect(await domain.database.flagVersion.findFirst({ where })).toMatchObject({
    action: 'toggled',
    createdBy: null,
    reason: 'The scheduled end has passed.',
  });
});

test('who switches it on again is not overruled; a later end is seen to anew', async () => {
  const flag = await create('a', ending);
  await disableAt(end);
  await switchOn(flag);
  await patch(flag, { name: 'Renamed' });
  expect(await disableAt('2036-02-02T00:00:00Z')).toBe(0);
  expect(await find(flag)).toMatchObject({ environments: { production: { enabled: true } } });
  await patch(flag, { scheduled_end_at: '2036-03-01T00:00:00Z' });
  expect(await disableAt('2036-02-02T00:00:00Z')).toBe(0);
  expect(await disableAt('2036-03-01T00:00:00Z')).toBe(1);
  expect(await find(flag)).toMatchObject({ environments: { production: { enabled: false } } });
});

test.each([
  ['without the promise', { auto_disable_after_end: false }],
  ['without an end', { scheduled_end_at: null }],
])('%s nothing is turned off', async (_what, fields) => {
  const flag = await create('a', ending);
  await patch(flag, fields);
  expect(await disableAt(end)).toBe(0);
});

test('a flag that is off already gets no version', async () => {
  const flag = await create('a', { ...ending, environments: {} });
  const before = await history();
  expect(await disableAt(end)).toBe(1);
  expect(await history()).toEqual(before);
  expect(await disableAt(end)).toBe(0);
  expect(await find(flag)).toEqual(flag);
});

test('a flag that would not be accepted any more is turned off, too', async () => {
  const flag = await create('a', ending);
  const broken = { ...ending.environments.production, rollout_percentage: 500 };
  await domain.database.flag.update({
    where: { organizationId_id: { organizationId: flag.organization_id, id: flag.id } },
    data: { definition: asJson({ ...ending, environments: { production: broken } }) },
  });
  await disableAt(end);
  expect(await find(flag)).toMatchObject({ environments: { production: { enabled: false } } });
});

test('one flag that fails holds up no other, and is tried again', async () => {
  const failing = await create('failing', ending);
  const sound = await create('sound', { ...ending, scheduled_end_at: '2036-02-01T00:00:01Z' });
  const where = { id: failing.id };
  const { definition } = await domain.database.flag.findFirstOrThrow({ where });
  await domain.database.flag.updateMany({ where, data: { definition: {} } });
  await expect(disableAt('2036-03-01T00:00:00Z')).rejects.toBeInstanceOf(Error);
  expect(await find(sound)).toMatchObject({ version: 2 });
  await domain.database.flag.updateMany({
    where,
    data: { definition: asJson(definition as object) },
  });
  expect(await disableAt('2036-03-01T00:00:00Z')).toBe(1);
  expect(await find(failing)).toMatchObject({ version: 2 });
});

test('however many workers there are, a flag gets one version', async () => {
  const flags = await Promise.all(['a', 'b', 'c'].map((key) => create(key, ending)));
  await Promise.all(Array.from({ length: 4 }, () => disableAt(end)));
  for (const flag of flags) expect(await find(flag)).toMatchObject({ version: 2 });
});

test('an archived flag is turned off once it is restored', async () => {
  const flag = await create('a', ending);
  await archiveFlag(domain.ctx, refer(flag));
  expect(await disableAt(end)).toBe(0);
  await restoreFlag(domain.ctx, refer(flag));
  expect(await disableAt(end)).toBe(1);
  expect(await find(flag)).toMatchObject({ environments: { production: { enabled: false } } });
});
