import { archiveFlag, deleteFlag, noHints, restoreFlag, toggleFlag } from '@halyard/domain';
import { expect, test } from 'vitest';

import type { Listening } from '../testing/listen-to.ts';
import { changesOf, useStreams } from '../testing/use-streams.ts';
import { manyToggles } from '../testing/write-log.ts';

const kit = useStreams({ pollIntervalMs: 3_600_000 });

const dotted = '/api/flags/stream?events=dotted';
const after = (id: number | string) => ({ path: dotted, headers: { 'last-event-id': `${id}` } });
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const idsOf = (listening: Listening) => changesOf(listening).map((what) => what.split(' ')[2]);
const trim = (upTo: number) =>
  kit.database.change.deleteMany({
    where: { organizationId: kit.shop.organizationId, seq: { lte: upTo } },
  });

test('who was away for more than a node remembers hears all of it from the log, then what is new', async () => {
  const flag = await kit.createFlag('f');
  await kit.catchUp();
  const before = await kit.listen({ path: dotted });
  const from = await kit.head();
  await kit.write(manyToggles(flag, 1_300));
  const late = await kit.listen(after(from + 20));
  const live = await kit.listen({ path: dotted });
  await kit.write(manyToggles({ ...flag, version: 1_301 }, 5));
  const all = range(from + 1, from + 1_305).map(String);
  await expect.poll(() => idsOf(before).length).toBe(1_305);
  await expect.poll(() => idsOf(late).length).toBe(1_285);
  await expect.poll(() => idsOf(live).length).toBe(5);
  expect(idsOf(before)).toEqual(all);
  expect(idsOf(late)).toEqual(all.slice(20));
  expect(idsOf(live)).toEqual(all.slice(-5));
  expect(late.heard[0]).toMatchObject({ event: 'connected', id: `${from + 20}` });
  const versions = late.heard.slice(1).map(({ data }) => (JSON.parse(data!) as Version).version);
  expect(versions).toEqual(range(22, 1_306));
});

interface Version {
  version: number;
}

test('what the log no longer holds cannot be told: who comes back from there starts over', async () => {
  const flag = await kit.createFlag('f');
  const from = await kit.head();
  await kit.write(manyToggles(flag, 1_200));
  await kit.listen();
  await kit.write(manyToggles({ ...flag, version: 1_201 }, 1_100));
  await trim(from + 700);
  const [lost, kept] = [await kit.listen(after(from + 699)), await kit.listen(after(from + 700))];
  const head = `${from + 2_300}`;
  await expect.poll(() => lost.heard.length).toBe(2);
  expect(lost.heard.map(({ event, id }) => [event, id])).toEqual([
    ['connected', head],
    ['resync', head],
  ]);
  await expect.poll(() => idsOf(kept).length).toBe(1_600);
  expect(kept.heard.filter(({ event }) => event === 'resync')).toEqual([]);
});

test('a node that has just begun to remember tells what came before from the log', async () => {
  const flag = await kit.createFlag('f');
  const from = await kit.head();
  for (const enabled of [false, true, false]) await kit.toggle(flag, enabled);
  await kit.catchUp();
  const listening = await kit.listen(after(from));
  await expect.poll(() => idsOf(listening)).toEqual(range(from + 1, from + 3).map(String));
});

test('a log is told by a node that was not there as it was told live, shadows that came and went too', async () => {
  const live = await kit.listen();
  const start = await kit.head();
  const refer = ({ id }: { id: string }) => ({
    organizationId: kit.shop.organizationId,
    flagId: id,
  });
  const shadowed = await kit.createFlag('f', { applicationId: null });
  const shadow = await kit.createFlag('f');
  await kit.toggle(shadowed, false);
  await archiveFlag(kit.ctx, refer(shadow));
  await restoreFlag(kit.ctx, refer(shadow));
  // Whole pages of the log in which the shadow is not mentioned.
  await kit.write(manyToggles(shadowed, 1_000));
  await kit.toggle(shadowed, true);
  await archiveFlag(kit.ctx, refer(shadow));
  await deleteFlag(kit.ctx, refer(shadow));
  await kit.toggle(shadowed, false);
  await deleteFlag(kit.ctx, refer(shadowed));
  await kit.catchUp();
  const { url } = await kit.start();
  const late = await kit.listen({ url, headers: { 'last-event-id': `${start}` } });
  await expect.poll(() => late.heard.at(-1)?.id).toBe(`${await kit.head()}`);
  await expect.poll(() => live.heard.at(-1)?.id).toBe(late.heard.at(-1)!.id);
  expect(changesOf(late)).toEqual(changesOf(live));
  expect(changesOf(late)).toHaveLength(2 * 7);
});

test('who comes back in the midst of a row that is no longer remembered hears the rest of it', async () => {
  const flag = await kit.createFlag('f');
  await kit.toggle(flag, false);
  const seq = await kit.head();
  await kit.catchUp();
  const listening = await kit.listen({ headers: { 'last-event-id': `${seq}.1` } });
  await expect.poll(() => changesOf(listening)).toEqual([`flag.updated f ${seq}`]);
});

test('who has heard more than this node knows waits until it has caught up', async () => {
  const flag = await kit.createFlag('f');
  await kit.catchUp();
  const early = await kit.listen({ path: dotted });
  const toggle = (enabled: boolean) =>
    toggleFlag(
      { ...kit.ctx, hints: noHints },
      {
        organizationId: kit.shop.organizationId,
        flagId: flag.id,
        environment: 'production',
        enabled,
      },
    );
  await toggle(false);
  const heard = await kit.head();
  await toggle(true);
  expect(changesOf(early)).toEqual([]);
  const listening = await kit.listen(after(heard));
  await expect.poll(() => idsOf(listening)).toEqual([`${heard + 1}`]);
  expect(listening.heard[0]).toMatchObject({ event: 'connected', id: `${heard}` });
  await expect.poll(() => idsOf(early)).toEqual([`${heard}`, `${heard + 1}`]);
});

test('when a node has to read an organization anew its streams are told to start over, and go on', async () => {
  const flag = await kit.createFlag('f');
  await kit.catchUp();
  const authorized = [await kit.listen({ path: dotted }), await kit.listen()];
  const from = await kit.head();
  await kit.database.$transaction([
    kit.database.changeHead.update({
      where: { organizationId: kit.shop.organizationId },
      data: { seq: from + 5 },
    }),
  ]);
  await kit.catchUp();
  await kit.toggle(flag, false);
  const [one, both] = authorized as [Listening, Listening];
  await expect.poll(() => both.heard.length).toBe(4);
  await expect.poll(() => one.heard.length).toBe(3);
  expect(one.heard.slice(1).map(({ event, id }) => [event, id])).toEqual([
    ['resync', `${from + 5}`],
    ['flag.updated', `${from + 6}`],
  ]);
  expect(both.heard.slice(1).map(({ event, id }) => [event, id])).toEqual([
    ['resync', `${from + 5}`],
    ['flag_updated', `${from + 6}.1`],
    ['flag.updated', `${from + 6}`],
  ]);
});
