import type { Snapshot } from '@halyard/contracts';
import { isBroken, type CompiledDataSet, type Flag, type FlagEnvironment } from '@halyard/core';
import type { OrganizationView } from '@halyard/replica';

import { inOrder } from '../answers/in-order.ts';
import type { Audience, ListKind } from './list-reader.ts';

type CompiledFlag = CompiledDataSet['byId'] extends Map<string, infer F> ? F : never;

/** `GET /api/sdk/snapshot`: what an SDK needs to decide as this node does. */
export const snapshot: ListKind<CompiledFlag> = {
  name: 'snapshot',
  defaultEnvironment: 'development',
  collect: (organization, audience) => ({
    items: visibleFlags(organization, audience),
    until: Infinity,
  }),
  write: (flag, { environment }) => JSON.stringify(reduce(flag, environment)),
  enclose(flags, audience, organization) {
    const segments = reachedSegments(organization, audience).map(toSnapshotSegment);
    return enclose(flags, JSON.stringify(segments), audience, organization);
  },
  // Without the members: their version says as much, and nodes hold them in different orders.
  identify(flags, audience, organization) {
    const segments = reachedSegments(organization, audience).map(
      ({ document: { id, version } }) => [id, version],
    );
    return enclose(flags, JSON.stringify(segments), audience, organization);
  },
};

function enclose(
  flags: readonly string[],
  segments: string,
  { applicationId, environment }: Audience,
  { id, last }: OrganizationView,
): string {
  const head = JSON.stringify({
    organization_id: id,
    application_id: applicationId,
    environment,
    version: last,
  });
  return `${head.slice(0, -1)},"flags":[${flags.join(',')}],"segments":${segments}}`;
}

/**
 * In the order of their keys, the application's before the enterprise's; shadowed ones too, since
 * others may require them.
 */
const visibleFlags = ({ dataSet }: OrganizationView, { applicationId }: Audience): CompiledFlag[] =>
  [...dataSet.byId.values()]
    .filter(({ source: { application_id: id } }) => id === null || id === applicationId)
    .toSorted(({ source: one }, { source: other }) =>
      one.key === other.key
        ? Number(one.application_id === null) - Number(other.application_id === null)
        : one.key < other.key
          ? -1
          : 1,
    );

/** What the engine reads of a flag in one environment; nothing of an archived one is evaluated. */
function reduce(flag: CompiledFlag, environment: string): Flag {
  const { source } = flag;
  if (source.status !== 'active') return { ...pick(source, evaluated), environments: {} };
  // What breaks it may lie in another environment, which is not told here: so it is broken in this.
  const broken = null as unknown as FlagEnvironment;
  const reduced = isBroken(flag) ? broken : own(source.environments, environment);
  return {
    ...pick(source, evaluated),
    environments: reduced === undefined ? {} : { [environment]: inOrder(reduced) },
  };
}

/** Damaged rows may have no environments at all. */
const own = (
  environments: Flag['environments'] | null | undefined,
  name: string,
): FlagEnvironment | undefined =>
  environments && Object.hasOwn(environments, name) ? environments[name] : undefined;

const evaluated = [
  'id',
  'key',
  'application_id',
  'status',
  'version',
  'description',
  'value_type',
  'configuration',
  'variations',
  'scheduled_start_at',
  'scheduled_end_at',
  'scheduled_start_utc',
  'scheduled_end_utc',
  'scheduling_timezone',
] as const satisfies readonly (keyof Flag)[];

const pick = <K extends keyof Flag>(flag: Flag, names: readonly K[]): Pick<Flag, K> =>
  Object.fromEntries(
    names.filter((name) => flag[name] !== undefined).map((name) => [name, inOrder(flag[name])]),
  ) as Pick<Flag, K>;

type SegmentState = OrganizationView['segments'] extends ReadonlyMap<string, infer S> ? S : never;

/** The segments that flags ask about, and those that these ask about in turn, by key. */
function reachedSegments(organization: OrganizationView, audience: Audience): SegmentState[] {
  const slots = new Set(visibleFlags(organization, audience).flatMap(({ segments }) => segments));
  // A set that grows while it is walked through.
  for (const slot of slots) slot.segment?.uses.forEach((used) => slots.add(used));
  const reached = new Set([...slots].map(({ key }) => key));
  return [...organization.segments.values()]
    .filter(({ document: { key } }) => reached.has(key))
    .toSorted(({ document: one }, { document: other }) => (one.key < other.key ? -1 : 1));
}

const toSnapshotSegment = ({
  document: { key, rules },
  included,
  excluded,
}: SegmentState): Snapshot['segments'][number] => ({
  key,
  ...(rules && { rules: inOrder(rules) }),
  included: [...included],
  excluded: [...excluded],
});
