import type { FlagDocument } from '@halyard/contracts';
import { beforeEach, expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from '../flags/archive.ts';
import { rollBackFlag } from '../flags/roll-back.ts';
import { toggleFlag } from '../flags/toggle.ts';
import { updateFlag } from '../flags/update.ts';
import { deriveChanges } from './derive-changes.ts';

const { domain, create, patch, history } = useFlags();

const start = '2036-01-01T00:00:00Z';
const end = '2036-02-01T00:00:00Z';
const scheduled = { ...onInProduction(), scheduled_start_at: start, scheduled_end_at: end };

const at = (time: string) => ({ ...domain.ctx, now: () => new Date(time) });
const beforeStart = '2035-12-31T23:59:59.999Z';
const afterEnd = '2036-02-01T00:00:01Z';

// What other tests of this file left is over by then.
beforeEach(async () => {
  await domain.database.flag.updateMany({ data: { boundaryAt: null } });
});

/** What was derived up to a time, beside what was derived before. */
async function deriveAt(time: string) {
  await deriveChanges(at(time));
  const { changes } = await history();
  return changes.filter(({ kind }) => kind === 'derived').map(({ document }) => document);
}

const listing = (...flags: FlagDocument[]) => ({ flag_ids: flags.map(({ id }) => id).toSorted() });

test('a start and an end are each told of once, with the flags that depend on it', async () => {
  const base = await create('base', scheduled);
  const middle = await create('middle', onInProduction({ prerequisites: [{ flag: base.id }] }));
  const top = await create('top', onInProduction({ prerequisites: [{ flag: middle.id }] }));
  await create('other', onInProduction());
  const affected = listing(base, middle, top);
  expect(await deriveAt(beforeStart)).toEqual([]);
  expect(await deriveAt(start)).toEqual([affected]);
  expect(await deriveAt('2036-01-15T00:00:00Z')).toEqual([affected]);
  expect(await deriveAt(end)).toEqual([affected, affected]);
  expect(await deriveAt(afterEnd)).toEqual([affected, affected]);
});

test('what passed while no worker ran is told of in one change, and never again', async () => {
  const one = await create('one', scheduled);
  const other = await create('other', { ...onInProduction(), scheduled_start_at: end });
  expect(await deriveAt(afterEnd)).toEqual([listing(one, other)]);
  expect(await deriveAt(afterEnd)).toHaveLength(1);
});

test('boundaries and what changed become one change', async () => {
  const base = await create('base', onInProduction());
  const top = await create('top', onInProduction({ prerequisites: [{ flag: base.id }] }));
  const begun = await create('begun', scheduled);
  await toggleFlag(domain.ctx, { ...refer(base), environment: 'production', enabled: false });
  expect(await deriveAt(start)).toEqual([listing(top, begun)]);
});

test('however many workers there are, each boundary is told of once', async () => {
  const flags = await Promise.all(
    ['a', 'b', 'c', 'd'].map((key) => create(key, { ...scheduled, scheduled_end_at: null })),
  );
  await Promise.all(Array.from({ length: 4 }, () => deriveChanges(at(start))));
  // One that skipped what another had taken may have found nothing.
  const derived = await deriveAt(start);
  const listed = derived.flatMap((document) => (document as { flag_ids: string[] }).flag_ids);
  expect(listed.toSorted()).toEqual(listing(...flags).flag_ids);
});

test('another write neither forgets nor repeats a boundary; a new schedule replaces the old', async () => {
  const flag = await create('a', scheduled);
  await patch(flag, { name: 'Renamed' });
  expect(await deriveAt(start)).toEqual([listing(flag)]);
  await patch(flag, { name: 'Renamed again' });
  expect(await deriveAt(start)).toHaveLength(1);
  const meanwhile = at('2036-01-15T00:00:00Z');
  const change = { patch: { scheduled_end_at: '2036-03-01T00:00:00Z' } };
  await updateFlag(meanwhile, { ...refer(flag), change });
  expect(await deriveAt(afterEnd)).toHaveLength(1);
  await rollBackFlag(meanwhile, { ...refer(flag), version: 1 });
  expect(await deriveAt(afterEnd)).toHaveLength(2);
});

test('a flag that somebody is changing is told of afterwards, and holds up no other', async () => {
  const busy = await create('busy', scheduled);
  const free = await create('free', scheduled);
  await domain.database.$transaction(async (db) => {
    await db.$queryRaw`SELECT 1 FROM flag WHERE id = ${busy.id}::uuid FOR UPDATE`;
    expect(await deriveAt(start)).toEqual([listing(free)]);
  });
  expect(await deriveAt(start)).toEqual([listing(free), listing(busy)]);
});

test('archived flags begin and end unnoticed', async () => {
  const flag = await create('a', scheduled);
  await archiveFlag(domain.ctx, refer(flag));
  expect(await deriveAt(afterEnd)).toEqual([]);
});
