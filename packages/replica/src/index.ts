export { refreshBases, type RefreshBasesOptions } from './bases/refresh-bases.ts';
export { createSealedBases, type SealedBases } from './bases/sealed-bases.ts';
export { createDiskCopy, type DiskCopy } from './disk-copy/disk-copy.ts';
export type { Report, ReplicaEvent } from './events.ts';
export type { FeedListener } from './feed.ts';
export type { ChangeRange } from './follow/read-changes.ts';
export {
  createReplica,
  type HintSource,
  type Replica,
  type ReplicaCount,
  type ReplicaOptions,
  type ReplicaStatus,
} from './replica.ts';
export type { KeyRecord } from './state/key-record.ts';
export type { OrganizationView } from './state/organization-state.ts';
