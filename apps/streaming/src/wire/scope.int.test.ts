import {
  archiveFlag,
  createSegment,
  deriveChanges,
  restoreFlag,
  updateFlag,
  updateSegment,
} from '@halyard/domain';
import { expect, test } from 'vitest';

import { createMemberTokens } from '../testing/create-member-tokens.ts';
import type { Heard, Listening } from '../testing/listen-to.ts';
import { useStreams } from '../testing/use-streams.ts';

const tokens = createMemberTokens();
const kit = useStreams({ verifyToken: tokens.verifyToken });

const dotted = '/api/flags/stream?events=dotted';
const enterprise = { applicationId: null };
const refer = ({ id }: { id: string }) => ({
  organizationId: kit.shop.organizationId,
  flagId: id,
});
const update = (flag: { id: string }, patch: object) =>
  updateFlag(kit.ctx, { ...refer(flag), change: { patch: { ...patch } } });

interface Told {
  key: string;
  application_id: string | null;
  environments: Record<string, boolean>;
}
const toldBy = ({ data }: Heard) => JSON.parse(data!) as Told;

/** The flags that were told of, each as `updated key`. */
const tellings = ({ heard }: Listening) =>
  heard
    .filter(({ event }) => event?.startsWith('flag.') === true)
    .map((one) => `${one.event!.slice('flag.'.length)} ${toldBy(one).key}`);

/** Writes a flag that everybody hears of, and waits until it was heard: whatever came before was too. */
async function told(...all: Listening[]): Promise<string[][]> {
  await kit.createFlag('last', enterprise);
  for (const one of all) await expect.poll(() => tellings(one)).toContain('created last');
  return all.map((one) => tellings(one).filter((what) => what !== 'created last'));
}

test('a key hears of its application’s flags and the enterprise’s, of no other’s', async () => {
  const other = await kit.createPlace(kit.shop.organizationId);
  const foreign = await kit.createPlace();
  const [own, others] = [
    await kit.listen({ path: dotted }),
    await kit.listen({ path: dotted, key: await kit.createKey(other) }),
  ];
  const stranger = await kit.listen({ path: dotted, key: await kit.createKey(foreign) });
  await kit.createFlag('own');
  await kit.createFlag('others', other);
  await kit.createFlag('shared', enterprise);
  expect(await told(own, others)).toEqual([
    ['created own', 'created shared'],
    ['created others', 'created shared'],
  ]);
  expect(own.heard.slice(1).map((one) => toldBy(one).application_id)).toEqual([
    kit.shop.applicationId,
    null,
    null,
  ]);
  expect(stranger.heard).toHaveLength(1);
});

test('a bound key sees its own environment alone', async () => {
  const key = await kit.createKey({ environment: 'production' });
  const [bound, unbound] = [
    await kit.listen({ path: dotted, key }),
    await kit.listen({ path: dotted }),
  ];
  const fields = { environments: { production: { enabled: true }, staging: { enabled: true } } };
  await kit.createFlag('both', { fields });
  await kit.createFlag('elsewhere', { fields: { environments: { staging: { enabled: true } } } });
  await told(bound, unbound);
  const seen = (listening: Listening) =>
    listening.heard.slice(1, 3).map((one) => toldBy(one).environments);
  expect(seen(bound)).toEqual([{ production: true }, {}]);
  expect(seen(unbound)).toEqual([{ production: true, staging: true }, { staging: true }]);
});

test('a member hears of the whole organization, whatever shadows what', async () => {
  const other = await kit.createPlace(kit.shop.organizationId);
  const authorization = `Bearer ${tokens.sign(kit.shop.organizationId)}`;
  const member = await kit.listen({ path: dotted, key: null, headers: { authorization } });
  expect(JSON.parse(member.heard[0]!.data!)).toMatchObject({
    organization_id: kit.shop.organizationId,
    application_id: null,
  });
  await kit.createFlag('one');
  const shadowed = await kit.createFlag('one', enterprise);
  await kit.createFlag('one', other);
  await kit.toggle(shadowed, false);
  expect(await told(member)).toEqual([
    ['created one', 'created one', 'created one', 'updated one'],
  ]);
});

test('a shadow that comes or goes is told as what the key now resolves to', async () => {
  const other = await kit.createPlace(kit.shop.organizationId);
  const own = await kit.listen({ path: dotted });
  const others = await kit.listen({ path: dotted, key: await kit.createKey(other) });
  const shadowed = await kit.createFlag('f', enterprise);
  const shadow = await kit.createFlag('f');
  await kit.toggle(shadowed, false);
  await archiveFlag(kit.ctx, refer(shadow));
  await restoreFlag(kit.ctx, refer(shadow));
  await archiveFlag(kit.ctx, refer(shadowed));
  await archiveFlag(kit.ctx, refer(shadow));
  expect(await told(own, others)).toEqual([
    ['created f', 'updated f', 'updated f', 'updated f', 'deleted f'],
    ['created f', 'updated f', 'deleted f'],
  ]);
  expect(own.heard.slice(1, 5).map((one) => toldBy(one))).toMatchObject([
    { application_id: null },
    { application_id: kit.shop.applicationId },
    { application_id: null, environments: { production: false } },
    { application_id: kit.shop.applicationId, environments: { production: true } },
  ]);
});

test('a flag that is not to be streamed is not, and is again when it may be', async () => {
  const listening = await kit.listen({ path: dotted });
  const flag = await kit.createFlag('quiet', { fields: { realtime_enabled: false } });
  await kit.toggle(flag, false);
  await update(flag, { realtime_enabled: true });
  await kit.toggle(flag, true);
  await update(flag, { realtime_enabled: false });
  await archiveFlag(kit.ctx, refer(flag));
  expect(await told(listening)).toEqual([['updated quiet', 'updated quiet']]);
});

test('a segment’s change is told as changes of the flags that ask for it, in the order of their ids', async () => {
  const { organizationId } = kit.shop;
  const segment = await createSegment(kit.ctx, {
    organizationId,
    key: 'beta',
    fields: { name: 'Beta' },
  });
  const rules = [{ when: { segment: 'beta' }, serve: { enabled: true } }];
  const asking = { environments: { production: { enabled: true, rules } } };
  const first = await kit.createFlag('first', { fields: asking });
  const second = await kit.createFlag('second', { ...enterprise, fields: asking });
  const needy = await kit.createFlag('needy', {
    fields: {
      environments: { production: { enabled: true, prerequisites: [{ flag: first.id }] } },
    },
  });
  await kit.catchUp();
  const listening = await kit.listen();
  await updateSegment(kit.ctx, {
    organizationId,
    segmentId: segment.id,
    change: { patch: { rules: { attribute: 'plan', operator: 'equals', values: ['pro'] } } },
  });
  await deriveChanges(kit.ctx);
  const seq = await kit.head();
  await expect.poll(() => listening.heard.length).toBe(7);
  const flags = [first, second, needy].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(
    listening.heard.slice(1).map((one) => `${one.event} ${toldBy(one).key} ${one.id}`),
  ).toEqual(
    flags.flatMap(({ key }, place) => [
      `flag_updated ${key} ${seq}.${place * 2 + 1}`,
      `flag.updated ${key} ${place === 2 ? seq : `${seq}.${place * 2 + 2}`}`,
    ]),
  );
});

test('a prerequisite’s change, and a schedule that begins, are told as changes of what depends on them', async () => {
  const needed = await kit.createFlag('needed');
  const prerequisites = [{ flag: needed.id }];
  await kit.createFlag('needy', {
    fields: { environments: { production: { enabled: true, prerequisites } } },
  });
  const soon = new Date(Date.now() + 3_600_000);
  const scheduled = await kit.createFlag('scheduled', {
    fields: { scheduled_start_at: soon.toISOString() },
  });
  await kit.catchUp();
  const listening = await kit.listen({ path: dotted });
  await kit.toggle(needed, false);
  await deriveChanges(kit.ctx);
  await deriveChanges({ ...kit.ctx, now: () => new Date(soon.getTime() + 1) });
  expect(await told(listening)).toEqual([['updated needed', 'updated needy', 'updated scheduled']]);
  expect(toldBy(listening.heard.at(-2)!)).toMatchObject({ version: scheduled.version });
});

test('of more than a thousand flags at once nothing is listed: streams are told to start over', async () => {
  const { organizationId } = kit.shop;
  const listenings = [
    await kit.listen(),
    await kit.listen({ path: '/api/realtime' }),
    await kit.listen({ key: await kit.createKey({ environment: 'production' }) }),
  ];
  const derived = { kind: 'derived', entity_id: organizationId, action: 'derived' } as const;
  await kit.write([{ ...derived, document: { flag_ids: null } }]);
  const id = `${await kit.head()}`;
  for (const { heard } of listenings) await expect.poll(() => heard.length).toBe(2);
  expect(listenings.map(({ heard }) => [heard[1]!.event, heard[1]!.id])).toEqual([
    ['resync', id],
    [undefined, id],
    ['resync', id],
  ]);
});
