import { createPostgresCoordination } from '@halyard/coordination';
import { createFaultyDatabase } from '@halyard/database/testing';
import { createReplica } from '@halyard/replica';
import { expect, test } from 'vitest';

import { changesOf, useStreams } from '../testing/use-streams.ts';

const kit = useStreams();

const frames = () => kit.metric('halyard_stream_frames_total');

test('a change is serialised once for all who hear the same, however many they are', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => kit.createKey()));
  const bound = await kit.createKey({ environment: 'staging' });
  const flag = await kit.createFlag('f');
  await kit.catchUp();
  const listenings = await Promise.all(
    Array.from({ length: 50 }, (_, index) => kit.listen({ key: keys[index % 5]! })),
  );
  const all = async (count: number) => {
    for (const one of listenings) await expect.poll(() => changesOf(one).length).toBe(count);
  };
  const before = await frames();
  await kit.toggle(flag, false);
  await all(2);
  expect((await frames()) - before).toBe(2);
  listenings.push(await kit.listen({ key: bound }), await kit.listen({ key: bound }));
  await kit.toggle(flag, true);
  await expect.poll(() => changesOf(listenings.at(-1)!).length).toBe(2);
  await expect.poll(() => changesOf(listenings[0]!).length).toBe(4);
  expect((await frames()) - before).toBe(2 + 4);
});

test('what nobody hears is never serialised', async () => {
  const { applicationId } = await kit.createPlace(kit.shop.organizationId);
  const listening = await kit.listen();
  const before = await frames();
  await kit.createFlag('others', { applicationId });
  await kit.createFlag('quiet', { fields: { realtime_enabled: false } });
  await kit.createKey();
  await kit.createFlag('last');
  await expect.poll(() => changesOf(listening).length).toBe(2);
  expect((await frames()) - before).toBe(2);
});

test('what hints tell is told on without a question to PostgreSQL', async () => {
  const url = kit.databaseUrl;
  const { database, statements, reset } = createFaultyDatabase({ url, maxConnections: 2 });
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError: () => {} });
  const never = { report: () => undefined, pollIntervalMs: 3_600_000 };
  const replica = createReplica({ database, hints: coordination.hints, ...never });
  await coordination.start();
  await replica.start();
  const node = await kit.start({ replica });
  const flag = await kit.createFlag('f');
  await replica.catchUp(kit.shop.organizationId);
  const listening = await kit.listen({ url: node.url });
  reset();
  for (const enabled of [false, true, false]) await kit.toggle(flag, enabled);
  await expect.poll(() => changesOf(listening).length).toBe(6);
  expect(statements()).toEqual([]);
  await replica.close();
  await coordination.close();
  await database.$disconnect();
});
