import type { Change } from '@halyard/contracts';
import type { OrganizationView, Replica } from '@halyard/replica';

import type { EndReason } from '../metrics.ts';
import { atEnd, findStart, type StartingPoint } from './opening/starting-point.ts';
import type { OrganizationStreams } from './organization-streams.ts';
import { createOrganizations, type OrganizationsDeps } from './organizations.ts';
import { inSlices } from './pacing/in-slices.ts';
import type { Stream } from './stream.ts';

/** All streams of this node. */
export interface Hub {
  /** Where a stream of an organization begins; `undefined` where there is no such organization. */
  findStart(organizationId: string, lastEventId?: string): Promise<StartingPoint | undefined>;
  /** Tells a stream everything from its position on, until it is closed. */
  add(stream: Stream): void;
  delete(stream: Stream): void;
  /** Writes on where a socket was full. */
  advance(stream: Stream): void;
  /** Tells a stream to read everything anew. */
  resync(stream: Stream): void;
  all(): Stream[];
  /** Begins to hear of changes; the function ends that. */
  start(): () => void;
}

export interface HubDeps extends OrganizationsDeps {
  replica: OrganizationsDeps['replica'] & Pick<Replica, 'catchUp' | 'subscribe' | 'findKeyById'>;
}

/** So long an organization's newest rows are kept when its last stream has gone. */
const keptForMs = 300_000;

export function createHub(deps: HubDeps): Hub {
  const { replica } = deps;
  const organizations = createOrganizations(deps);
  const ofStream = ({ channel }: Stream): OrganizationStreams | undefined =>
    organizations.findKept(channel.scope.organizationId);
  const { onChange, onReload } = createReactions(deps, organizations);

  return {
    async findStart(organizationId, lastEventId) {
      const organization = organizations.find(organizationId);
      if (!organization) return undefined;
      const start = await findStart(replica, organization, { organizationId, lastEventId });
      const then = organizations.find(organizationId);
      return then === organization ? start : then && atEnd(then, lastEventId !== undefined);
    },
    add: (stream) => organizations.find(stream.channel.scope.organizationId)?.add(stream),
    delete: (stream) => ofStream(stream)?.delete(stream),
    advance: (stream) => ofStream(stream)?.advance(stream),
    resync: (stream) => ofStream(stream)?.resync(stream),
    all: () => [...organizations.all()].flatMap(({ streams }) => [...streams]),
    start() {
      const sweeps = setInterval(organizations.sweep, keptForMs);
      const unsubscribe = replica.subscribe({ onChange, onReload });
      return () => {
        clearInterval(sweeps);
        unsubscribe();
      };
    },
  };
}

/** What becomes of streams when the replica goes on. */
function createReactions(
  { replica, metrics }: HubDeps,
  organizations: ReturnType<typeof createOrganizations>,
) {
  function end(stream: Stream, reason: EndReason): void {
    metrics.noteEnd(reason);
    stream.end();
  }

  const hasKey = ({ holder: { keyId }, channel }: Stream): boolean =>
    keyId === undefined || replica.findKeyById(channel.scope.organizationId, keyId) !== undefined;

  return {
    onChange({ id }: OrganizationView, change: Change): void {
      const organization = organizations.findKept(id);
      if (!organization) return;
      organization.onChange(change);
      if (change.kind !== 'api_key' || change.document) return;
      inSlices([...organization.streams], (stream) => {
        if (!hasKey(stream)) end(stream, 'key');
      });
    },
    /** What lies between is not known: whoever may stay reads everything anew. */
    onReload(organizationId: string): void {
      const before = organizations.findKept(organizationId);
      if (!before) return;
      organizations.drop(organizationId);
      const after = organizations.find(organizationId);
      inSlices(before.close(), (stream) => {
        if (!after) end(stream, 'organization');
        else if (!hasKey(stream)) end(stream, 'key');
        else {
          after.resync(stream);
          after.add(stream);
        }
      });
    },
  };
}
