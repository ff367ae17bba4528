import {
  isFlagDocument,
  type Change,
  type FlagDocument,
  type SegmentMembersDocument,
} from '@halyard/contracts';
import { toChange, toFlagDocument, type Database } from '@halyard/database';
import type { Replica } from '@halyard/replica';

/** What an organization's flags are evaluated from, in a form that can be compared. */
export interface View {
  flags: readonly FlagDocument[];
  segments: readonly { key: string; included: readonly string[]; excluded: readonly string[] }[];
  /** Hashes of the keys that are let in. */
  keys: readonly string[];
}

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
const byKey = (one: { key: string }, other: { key: string }): number =>
  one.key < other.key ? -1 : 1;

/** As the tables have it. */
export async function readTables(database: Database, organizationId: string): Promise<View> {
  const where = { organizationId };
  const [flags, segments, members, keys] = await Promise.all([
    database.flag.findMany({ where }),
    database.segment.findMany({ where }),
    database.segmentMember.findMany({ where }),
    database.apiKey.findMany({ where: { ...where, revokedAt: null } }),
  ]);
  const listed = (segmentId: string, list: 'included' | 'excluded') =>
    members
      .filter((member) => member.segmentId === segmentId && member.list === list)
      .map(({ identifier }) => identifier)
      .toSorted();
  return {
    flags: flags.map(toFlagDocument).toSorted(byId),
    segments: segments
      .map(({ id, key }) => ({
        key,
        included: listed(id, 'included'),
        excluded: listed(id, 'excluded'),
      }))
      .toSorted(byKey),
    keys: keys.map(({ hash }) => Buffer.from(hash).toString('base64')).toSorted(),
  };
}

/** As the change log tells it from its first row on, by the plainest reading there is. */
export async function replayLog(database: Database, organizationId: string): Promise<View> {
  const rows = await database.change.findMany({
    where: { organizationId },
    orderBy: { seq: 'asc' },
  });
  const flags = new Map<string, FlagDocument>();
  const segments = new Map<string, { key: string; included: Set<string>; excluded: Set<string> }>();
  const keys = new Map<string, string>();
  for (const change of rows.map(toChange)) replay(change, { flags, segments, keys });
  return {
    flags: [...flags.values()].toSorted(byId),
    segments: [...segments.values()]
      .map(({ key, included, excluded }) => ({
        key,
        included: [...included].toSorted(),
        excluded: [...excluded].toSorted(),
      }))
      .toSorted(byKey),
    keys: [...keys.values()].toSorted(),
  };
}

interface Replayed {
  flags: Map<string, FlagDocument>;
  segments: Map<string, { key: string; included: Set<string>; excluded: Set<string> }>;
  keys: Map<string, string>;
}

function replay(change: Change, { flags, segments, keys }: Replayed): void {
  const { entity_id: id } = change;
  if (change.kind === 'flag') {
    if (isFlagDocument(change.document)) flags.set(id, change.document);
    else flags.delete(id);
  } else if (change.kind === 'segment') {
    if (!change.document) segments.delete(id);
    else if (!segments.has(id)) {
      const { key } = change.document;
      segments.set(id, { key, included: new Set(), excluded: new Set() });
    }
  } else if (change.kind === 'segment_members') {
    const segment = segments.get(id);
    if (segment) replayMembers(segment, change.document);
  } else if (change.kind === 'api_key') {
    if (change.document) keys.set(id, change.document.hash);
    else keys.delete(id);
  }
}

function replayMembers(
  segment: { included: Set<string>; excluded: Set<string> },
  document: SegmentMembersDocument,
): void {
  if ('count' in document) throw new Error('The writers change fewer members than that at once.');
  for (const list of ['included', 'excluded'] as const) {
    for (const identifier of document[list].removed) segment[list].delete(identifier);
    for (const identifier of document[list].added) segment[list].add(identifier);
  }
}

/** As a node has it in memory. */
export function readReplica(
  replica: Pick<Replica, 'find' | 'findKey'>,
  organizationId: string,
  candidates: readonly string[],
): View {
  const dataSet = replica.find(organizationId)?.dataSet;
  const flags = [...(dataSet?.byId.values() ?? [])].map(({ source }) => source as FlagDocument);
  const segments = [...(dataSet?.segments.values() ?? [])].flatMap(({ key, segment }) =>
    segment
      ? [
          {
            key,
            included: [...segment.included].toSorted(),
            excluded: [...segment.excluded].toSorted(),
          },
        ]
      : [],
  );
  return {
    flags: flags.toSorted(byId),
    segments: segments.toSorted(byKey),
    keys: candidates.filter((hash) => replica.findKey(hash) !== undefined).toSorted(),
  };
}
