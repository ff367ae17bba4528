import type { FlagDocument } from '@halyard/contracts';
import {
  archiveFlag,
  changeSegmentMembers,
  createFlag,
  deleteFlag,
  restoreFlag,
  toggleFlag,
  updateFlag,
  updateSegment,
  type Context,
} from '@halyard/domain';

import type { Random } from '../../driver/random.ts';
import type { World } from './world.ts';

/** Where a flag is or may be: few keys, so that applications and the enterprise share them. */
export interface Slot {
  applicationId: string | null;
  key: string;
}

/** What a verb came to: a flag, the id of one that is gone, or `undefined` for something else. */
type Result = FlagDocument | string | undefined;

/** One write, which may be tried again. */
export type Write = () => Promise<Result>;

const environments = ['production', 'staging'];
const keysCount = 14;

export const nameOf = ({ applicationId, key }: Slot): string => `${applicationId} ${key}`;

export const pickSlot = ({ applicationIds }: World, random: Random): Slot => ({
  applicationId: random.pick([...applicationIds, null]),
  key: `key-${random.below(keysCount)}`,
});

function environment({ segments, flags }: World, random: Random) {
  const segment = { segment: random.pick(segments).key };
  const others = [...flags.values()].filter(({ application_id: id }) => id === null);
  return {
    enabled: random.chance(0.5),
    rules: random.chance(0.5) ? [{ when: segment, serve: { enabled: true } }] : [],
    prerequisites:
      others.length > 0 && random.chance(0.1) ? [{ flag: random.pick(others).id }] : null,
  };
}

/** A write to a slot, chosen by what is known of it. */
export function chooseFlagWrite(ctx: Context, world: World, random: Random, slot: Slot): Write {
  const { organizationId } = world;
  const known = world.flags.get(nameOf(slot));
  const name = random.pick(environments);
  if (!known) {
    const fields = {
      name: slot.key,
      environments: { [name]: environment(world, random) },
      realtime_enabled: random.chance(0.85),
    };
    return () => createFlag(ctx, { organizationId, ...slot, fields });
  }
  const flag = { organizationId, flagId: known.id };
  const remove: Write = async () => {
    await deleteFlag(ctx, flag);
    return known.id;
  };
  if (known.status === 'archived') {
    return random.chance(0.7) ? () => restoreFlag(ctx, flag) : remove;
  }
  const enabled = !known.environments[name]?.enabled;
  const toggle: Write = () => toggleFlag(ctx, { ...flag, environment: name, enabled });
  const patch = {
    description: `${random.below(1_000_000)}`,
    environments: { [name]: environment(world, random) },
    ...(random.chance(0.3) && { realtime_enabled: random.chance(0.7) }),
  };
  const update: Write = () => updateFlag(ctx, { ...flag, change: { patch }, confirm: true });
  const archive: Write = () => archiveFlag(ctx, flag);
  return random.pick([toggle, toggle, toggle, update, update, archive, remove]);
}

/** A write to a segment, by which flags change that say nothing of it themselves. */
export function chooseSegmentWrite(ctx: Context, world: World, random: Random): Write {
  const { organizationId } = world;
  const { id: segmentId } = random.pick(world.segments);
  const identifiers = [`user-${random.below(1_000_000)}`];
  const rules = { attribute: 'name', operator: 'equals', values: identifiers };
  const change = { patch: { rules } };
  return random.chance(0.5)
    ? async () => {
        await changeSegmentMembers(ctx, {
          organizationId,
          segmentId,
          included: { add: identifiers },
        });
        return undefined;
      }
    : async () => {
        await updateSegment(ctx, { organizationId, segmentId, change });
        return undefined;
      };
}
