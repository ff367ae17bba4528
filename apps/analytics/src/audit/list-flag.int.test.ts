import {
  archiveFlag,
  createApplication,
  createFlag,
  deleteFlag,
  toggleFlag,
} from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { listOf } from '../testing/list-of.ts';
import { useAnalytics } from '../testing/use-analytics.ts';
import { wordsOf } from '../testing/words-of.ts';

const analytics = useAnalytics();

const ask = (flag: string, query = '') =>
  analytics.ask(analytics.members.VIEWER, `/api/flags/${flag}/audit-log${query}`);

const owner = () => analytics.as(analytics.members.OWNER);

const create = async (key: string, applicationId: string | null = analytics.applicationId) => {
  const { organizationId } = analytics;
  const environments = applicationId === null ? {} : { staging: { enabled: false } };
  const fields = { name: key, environments };
  const { id } = await createFlag(owner(), { organizationId, applicationId, key, fields });
  return { organizationId, flagId: id };
};

let otherApplicationId: string;

beforeAll(async () => {
  const { organizationId } = analytics;
  const other = await createApplication(owner(), { organizationId, name: 'Other' });
  otherApplicationId = other.id;
});

test('the reference’s request works as printed: action, start_date, end_date, limit, offset', async () => {
  const flag = await create('new-checkout');
  for (const enabled of [true, false, true]) {
    await toggleFlag(owner(), { ...flag, environment: 'staging', enabled });
  }
  const query = '?action=toggled&start_date=2020-01-01&end_date=2099-12-31&limit=2&offset=1';
  const answer = await ask(flag.flagId, query);
  expect([answer.status, wordsOf(answer)]).toEqual([200, ['toggled flag', 'toggled flag']]);
  expect(listOf(answer)).toMatchObject({ total: 3 });
  expect(listOf(answer).entries.map(({ changes }) => changes.after)).toEqual([
    { environments: { staging: { enabled: false } } },
    { environments: { staging: { enabled: true } } },
  ]);
  const plain = await ask('new-checkout');
  expect(wordsOf(plain)).toEqual([...Array(3).fill('toggled flag'), 'created flag']);
});

describe('a deleted flag', () => {
  test('is found by its id, and by its key', async () => {
    const flag = await create('gone');
    await archiveFlag(owner(), flag);
    await deleteFlag(owner(), flag);
    for (const name of [flag.flagId, 'gone']) {
      expect(wordsOf(await ask(name))).toEqual(['deleted flag', 'archived flag', 'created flag']);
    }
  });

  test('is the one meant by its key only while there is no other, and the latest of several', async () => {
    const one = await create('again');
    await deleteFlag(owner(), one);

    const two = await create('again', null);
    expect(wordsOf(await ask('again'))).toEqual(['created flag']);
    expect(wordsOf(await ask(one.flagId))).toEqual(['deleted flag', 'created flag']);
    await deleteFlag(owner(), two);
    expect(listOf(await ask('again')).entries[0]!.flag_id).toBe(two.flagId);
  });

  test('is found by its key where it belonged', async () => {
    const flags = [
      await create('moved'),
      await create('moved', otherApplicationId),
      await create('moved', null),
    ];
    for (const flag of flags) await deleteFlag(owner(), flag);
    const found = async (query: string) => listOf(await ask('moved', query)).entries[0]!.flag_id;
    expect(await found(`?application_id=${analytics.applicationId}`)).toBe(flags[0]!.flagId);
    expect(await found('?scope=application')).toBe(flags[1]!.flagId);
    expect(await found('?scope=enterprise')).toBe(flags[2]!.flagId);
    const elsewhere = `?application_id=${crypto.randomUUID()}`;
    expect((await ask('moved', elsewhere)).status).toBe(404);
  });
});

test('a key that several flags have is refused, until the request says which', async () => {
  const flag = await create('shared');
  await create('shared', null);
  const { status, body } = await ask('shared');
  expect([status, body['error']]).toEqual([409, 'ambiguous_key']);
  const answer = await ask('shared', `?application_id=${analytics.applicationId}`);
  expect(listOf(answer).entries.map(({ flag_id }) => flag_id)).toEqual([flag.flagId]);
});

test.each(['never-was', crypto.randomUUID(), '%00', '%F0%9F%98%80'])(
  'a flag that never was is not found: %s',
  async (name) => {
    const { status, body } = await ask(name);
    expect([status, body['error']]).toEqual([404, 'not_found']);
  },
);

test('an id of something else is no flag', async () => {
  expect((await ask(analytics.applicationId)).status).toBe(404);
});
