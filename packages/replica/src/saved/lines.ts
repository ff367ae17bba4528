import type {
  ApiKeyDocument,
  FlagDocument,
  OrganizationDocument,
  SegmentDocument,
} from '@halyard/contracts';

import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';
import type { SavedReplica } from './saved-replica.ts';

/** One line of what is saved; what follows an organization is its own, members are their segment's. */
type Line =
  | { readonly lastContactMs: number | null }
  | { readonly organization: OrganizationDocument; readonly last: number }
  | { readonly flag: FlagDocument }
  | { readonly key: ApiKeyDocument }
  | { readonly segment: SegmentDocument }
  | { readonly included: readonly string[] }
  | { readonly excluded: readonly string[] };

/** More on one line would hold up other work. */
const mostMembers = 2_000;

/** A saved replica as lines of JSON, each made when it is asked for. */
export function* toLines({ organizations, lastContactMs }: SavedReplica): Generator<string> {
  const line = (content: Line): string => JSON.stringify(content);
  yield line({ lastContactMs: lastContactMs ?? null });
  for (const { organization, last, flags, segments, keys } of organizations) {
    yield line({ organization, last });
    for (const flag of flags) yield line({ flag });
    for (const key of keys) yield line({ key });
    for (const { document, included, excluded } of segments) {
      yield line({ segment: document });
      for (const members of chunksOf(included)) yield line({ included: members });
      for (const members of chunksOf(excluded)) yield line({ excluded: members });
    }
  }
}

function* chunksOf(members: Iterable<string>): Generator<readonly string[]> {
  let chunk: string[] = [];
  for (const member of members) {
    chunk.push(member);
    if (chunk.length < mostMembers) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** What was saved as lines; throws where they make no sense. */
export function fromLines(lines: readonly string[]): SavedReplica {
  const organizations: Draft[] = [];
  let lastContactMs: number | undefined;
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    if ('lastContactMs' in line) lastContactMs = line.lastContactMs ?? undefined;
    else if ('organization' in line) {
      organizations.push({ ...line, flags: [], segments: [], keys: [] });
    } else addTo(lastOf(organizations), line);
  }
  return { organizations, lastContactMs };
}

interface Draft extends OrganizationSnapshot {
  flags: FlagDocument[];
  segments: { document: SegmentDocument; included: string[]; excluded: string[] }[];
  keys: ApiKeyDocument[];
}

type LineOfOrganization = Exclude<Line, { lastContactMs: unknown } | { organization: unknown }>;

function addTo({ flags, keys, segments }: Draft, line: LineOfOrganization): void {
  if ('flag' in line) flags.push(line.flag);
  else if ('key' in line) keys.push(line.key);
  else if ('segment' in line) {
    segments.push({ document: line.segment, included: [], excluded: [] });
  } else if ('included' in line) lastOf(segments).included.push(...line.included);
  else lastOf(segments).excluded.push(...line.excluded);
}

function lastOf<T>(items: readonly T[]): T {
  const last = items.at(-1);
  if (!last) throw new Error('The lines of what was saved are out of order.');
  return last;
}
