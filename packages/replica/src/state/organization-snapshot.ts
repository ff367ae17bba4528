import type {
  ApiKeyDocument,
  FlagDocument,
  OrganizationDocument,
  SegmentDocument,
} from '@halyard/contracts';

/** A segment with its listed members. */
interface SegmentSnapshot {
  readonly document: SegmentDocument;
  readonly included: Iterable<string>;
  readonly excluded: Iterable<string>;
}

/** All that nodes know of one organization, as of one place in its change log. */
export interface OrganizationSnapshot {
  readonly organization: OrganizationDocument;
  /** Number of the last change it contains. */
  readonly last: number;
  readonly flags: readonly FlagDocument[];
  readonly segments: readonly SegmentSnapshot[];
  /** Those that are not revoked. */
  readonly keys: readonly ApiKeyDocument[];
}
