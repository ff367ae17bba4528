import { AppError } from '@halyard/contracts';
import {
  archiveFlag,
  changeSegmentMembers,
  createApiKey,
  createFlag,
  createSegment,
  deleteFlag,
  deleteSegment,
  restoreFlag,
  revokeApiKey,
  rollBackFlag,
  rotateApiKey,
  toggleFlag,
  updateFlag,
  updateSegment,
  type Context,
} from '@halyard/domain';

import type { Random } from '../../driver/random.ts';

/** An organization that several writers change at once, as far as they know it. */
export interface World {
  organizationId: string;
  applicationId: string;
  flagIds: string[];
  segments: { id: string; key: string }[];
  keyIds: string[];
  /** Flags that are only ever added to: whatever was acknowledged must be in them for ever. */
  ledgerIds: readonly string[];
  acknowledged: { push(entry: Acknowledged): unknown };
}

/** An addition to a ledger whose verb has returned. */
export interface Acknowledged {
  flagId: string;
  entry: string;
}

/** Refusals that a writer who knows the world only half must expect. */
const expected = new Set([
  'conflict',
  'in_use',
  'invalid_request',
  'not_found',
  'unavailable',
  'version_conflict',
  'would_open_to_everyone',
]);

type Verb = (ctx: Context, world: World, random: Random, name: string) => Promise<unknown>;

const environments = ['development', 'staging', 'production'];

const flagOf = (world: World, random: Random) => ({
  organizationId: world.organizationId,
  flagId: random.pick(world.flagIds),
});

const segmentOf = (world: World, random: Random) => ({
  organizationId: world.organizationId,
  segmentId: random.pick(world.segments).id,
});

const identifiers = (random: Random): string[] =>
  Array.from({ length: 1 + random.below(5) }, () => `user-${random.below(40)}`);

/** Takes what is gone from a list, unless it is the last: somebody may ask for it all the same. */
function forget<T>(known: T[], gone: T): void {
  const index = known.indexOf(gone);
  if (known.length > 1 && index !== -1) known.splice(index, 1);
}

/** What a flag might say of one environment. */
function environment(world: World, random: Random) {
  const when = random.chance(0.5)
    ? { segment: random.pick(world.segments).key }
    : { attribute: 'plan', operator: 'in', values: ['pro', `plan-${random.below(9)}`] };
  return {
    enabled: random.chance(0.7),
    rollout_percentage: random.below(101),
    rules: random.chance(0.6) ? [{ when, serve: { enabled: random.chance(0.5) } }] : [],
    prerequisites: random.chance(0.2) ? [{ flag: random.pick(world.flagIds) }] : null,
  };
}

/** Each verb as often as it is listed. */
const verbs: readonly Verb[] = [
  async (ctx, world, random, name) => {
    const flag = await createFlag(ctx, {
      organizationId: world.organizationId,
      applicationId: random.chance(0.8) ? world.applicationId : null,
      key: name,
      fields: { name, environments: { production: environment(world, random) } },
    });
    world.flagIds.push(flag.id);
  },
  ...Array.from({ length: 4 }, (): Verb => (ctx, world, random, name) => {
    const patch = {
      tags: [name],
      environments: { [random.pick(environments)]: environment(world, random) },
    };
    return updateFlag(ctx, { ...flagOf(world, random), change: { patch }, confirm: true });
  }),
  ...Array.from({ length: 6 }, (): Verb => async (ctx, world, random, name) => {
    const flagId = random.pick(world.ledgerIds);
    const patch = { configuration: { [name]: true } };
    const { organizationId } = world;
    await updateFlag(ctx, { organizationId, flagId, change: { patch } });
    world.acknowledged.push({ flagId, entry: name });
  }),
  ...Array.from(
    { length: 4 },
    (): Verb => (ctx, world, random) =>
      toggleFlag(ctx, {
        ...flagOf(world, random),
        environment: random.pick(environments),
        enabled: random.chance(0.5),
      }),
  ),
  (ctx, world, random) =>
    rollBackFlag(ctx, { ...flagOf(world, random), version: 1 + random.below(4), confirm: true }),
  (ctx, world, random) => archiveFlag(ctx, flagOf(world, random)),
  (ctx, world, random) => restoreFlag(ctx, flagOf(world, random)),
  async (ctx, world, random) => {
    const flag = flagOf(world, random);
    await deleteFlag(ctx, flag);
    forget(world.flagIds, flag.flagId);
  },
  async (ctx, world, _random, name) => {
    const { organizationId } = world;
    const segment = await createSegment(ctx, { organizationId, key: name, fields: { name } });
    world.segments.push(segment);
  },
  (ctx, world, random, name) => {
    const rules = { attribute: 'name', operator: 'equals', values: [name] };
    return updateSegment(ctx, { ...segmentOf(world, random), change: { patch: { rules } } });
  },
  ...Array.from(
    { length: 3 },
    (): Verb => (ctx, world, random) =>
      changeSegmentMembers(ctx, {
        ...segmentOf(world, random),
        [random.pick(['included', 'excluded'])]: {
          [random.pick(['add', 'remove'])]: [...new Set(identifiers(random))],
        },
      }),
  ),
  async (ctx, world, random) => {
    const segment = random.pick(world.segments);
    const { organizationId } = world;
    await deleteSegment(ctx, { organizationId, segmentId: segment.id });
    forget(world.segments, segment);
  },
  async (ctx, world, _random, name) => {
    const { organizationId, applicationId } = world;
    const input = { organizationId, applicationId, kind: 'sdk', name, tag: 'test' } as const;
    world.keyIds.push((await createApiKey(ctx, input)).id);
  },
  async (ctx, { organizationId, keyIds }, random) => {
    const keyId = random.pick(keyIds);
    keyIds.push((await rotateApiKey(ctx, { organizationId, keyId })).id);
  },
  (ctx, { organizationId, keyIds }, random) =>
    revokeApiKey(ctx, { organizationId, keyId: random.pick(keyIds) }),
];

/** How often verbs ended how: `done`, or the code of the refusal. */
export type Outcomes = Map<string, number>;

/** Carries out verbs one after the other, each on one of the worlds. */
export async function write(
  ctx: Context,
  worlds: readonly World[],
  random: Random,
  { writer, count }: { writer: number; count: number },
): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  for (let index = 0; index < count; index++) {
    try {
      await random.pick(verbs)(ctx, random.pick(worlds), random, `w${writer}-${index}`);
      note('done');
    } catch (error) {
      if (!(error instanceof AppError) || !expected.has(error.code)) throw error;
      note(error.code);
    }
  }
  return outcomes;
}
