import type {
  ApiKeyDocument,
  ApplicationDocument,
  DerivedDocument,
  FlagDocument,
  FlagTombstone,
  OrganizationDocument,
  SegmentDocument,
  SegmentMembersDocument,
} from './documents.ts';

/** Kind of a change → what it carries; the entity itself is gone where that is `null`. */
interface ChangeDocuments {
  organization: OrganizationDocument | null;
  application: ApplicationDocument | null;
  /** `null` only where it was deleted before tombstones were written. */
  flag: FlagDocument | FlagTombstone | null;
  segment: SegmentDocument | null;
  segment_members: SegmentMembersDocument;
  /** `null` when it was revoked. */
  api_key: ApiKeyDocument | null;
  derived: DerivedDocument;
}

export type ChangeKind = keyof ChangeDocuments;

/** One row of an organization's change log, with all that is needed to apply it. */
export type Change = {
  [K in ChangeKind]: {
    readonly organization_id: string;
    /** 1, 2, 3 … without gaps, in the order of the commits. */
    readonly seq: number;
    readonly kind: K;
    /** Id of what was changed; the organization's own for `organization` and `derived`. */
    readonly entity_id: string;
    /** What was done, in the audit's words; `derived` for a change that nobody made. */
    readonly action: string;
    readonly document: ChangeDocuments[K];
    readonly at: string;
  };
}[ChangeKind];

/** A change before it has its place in the log. */
export type NewChange = {
  [K in ChangeKind]: Pick<
    Extract<Change, { kind: K }>,
    'kind' | 'entity_id' | 'action' | 'document'
  >;
}[ChangeKind];

/**
 * Says that an organization's log has grown. It may come late, twice, out of order or never: who
 * needs to know reads the log.
 */
export interface Hint {
  readonly organization_id: string;
  /** Number of the last change. */
  readonly seq: number;
  /** The changes themselves, where they are small enough to travel with it. */
  readonly changes?: readonly Change[];
}

/** Whether a change of a flag leaves it in place; else it is gone. */
export const isFlagDocument = (
  document: FlagDocument | FlagTombstone | null,
): document is FlagDocument => document !== null && !('deleted' in document);
