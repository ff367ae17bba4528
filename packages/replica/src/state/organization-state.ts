import { setImmediate as nextTurn } from 'node:timers/promises';

import type {
  ApiKeyDocument,
  FlagDocument,
  OrganizationDocument,
  SegmentDocument,
} from '@halyard/contracts';
import {
  applyFlag,
  compile,
  type CompiledDataSet,
  type RegexEngine,
  type Segment,
} from '@halyard/core';

import type { OrganizationSnapshot } from './organization-snapshot.ts';

/** A segment's listed members: the compiled segment's own sets, so that a change in place is seen. */
export interface SegmentMembers {
  readonly included: Set<string>;
  readonly excluded: Set<string>;
}

export interface SegmentState extends SegmentMembers {
  document: SegmentDocument;
}

export const noMembers = (): SegmentMembers => ({ included: new Set(), excluded: new Set() });

/** One organization as this node holds it, changed in place by its change log. */
export interface OrganizationState {
  readonly id: string;
  /** Number of the last change applied. */
  last: number;
  /** `undefined` only until the log's first change is applied. */
  document: OrganizationDocument | undefined;
  readonly dataSet: CompiledDataSet;
  /** By id. */
  readonly segments: Map<string, SegmentState>;
  /** By id. */
  readonly keys: Map<string, ApiKeyDocument>;
}

/** One organization for those who only look; its plan and how far it is used are in its document. */
export type OrganizationView = Readonly<
  Pick<OrganizationState, 'id' | 'last' | 'document' | 'dataSet'>
> & { readonly segments: ReadonlyMap<string, Readonly<SegmentState>> };

/** So few that other work never waits for more than a few milliseconds. */
const flagsAtOnce = 100;

/** Compiles an organization, with other work in between: of thousands of flags it takes a while. */
export async function toState(
  { organization, last, flags, segments, keys }: OrganizationSnapshot,
  regex: RegexEngine | undefined,
): Promise<OrganizationState> {
  const states = segments.map(({ document, included, excluded }) => ({
    document,
    included: toSet(included),
    excluded: toSet(excluded),
  }));
  const dataSet = compile({ flags: [], segments: states.map(toSegment) }, regex && { regex });
  for (const [index, flag] of flags.entries()) {
    applyFlag(dataSet, flag);
    if (index % flagsAtOnce === flagsAtOnce - 1) await nextTurn();
  }
  return {
    id: organization.id,
    last,
    document: organization,
    dataSet,
    segments: new Map(states.map((state) => [state.document.id, state])),
    keys: new Map(keys.map((key) => [key.id, key])),
  };
}

/** A set is taken over as it is: the snapshot was made for this. */
const toSet = (members: Iterable<string>): Set<string> =>
  members instanceof Set ? members : new Set(members);

/** An organization before its first change. */
export const emptyState = (id: string, regex: RegexEngine | undefined): OrganizationState => ({
  id,
  last: 0,
  document: undefined,
  dataSet: compile({ flags: [], segments: [] }, regex && { regex }),
  segments: new Map(),
  keys: new Map(),
});

/** A copy that later changes leave alone; of an organization that has begun. */
export function toSnapshot(state: OrganizationState): OrganizationSnapshot | undefined {
  if (!state.document) return undefined;
  return {
    organization: state.document,
    last: state.last,
    // Every flag of a replica was compiled from its document.
    flags: [...state.dataSet.byId.values()].map(({ source }) => source as FlagDocument),
    segments: [...state.segments.values()].map(({ document, included, excluded }) => ({
      document,
      included: [...included],
      excluded: [...excluded],
    })),
    keys: [...state.keys.values()],
  };
}

/** A segment as the rule engine takes it. */
export const toSegment = ({ document, included, excluded }: SegmentState): Segment => ({
  key: document.key,
  ...(document.rules && { rules: document.rules }),
  included,
  excluded,
});
