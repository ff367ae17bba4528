import type { FlagEventKind } from '@halyard/contracts';

/** What a stream says of a flag. */
export interface StreamedFlag {
  readonly key: string;
  /** `null` for an enterprise flag. */
  readonly applicationId: string | null;
  /** Whether it is switched on, by environment. */
  readonly environments: Readonly<Record<string, boolean>>;
  readonly version: number;
  readonly status: 'active' | 'archived' | 'deleted';
}

/** Keys of which applications hear of something: of one, of all but some, or of none. */
export type Applications = { readonly only: string } | { readonly allBut: ReadonlySet<string> };

/** One flag's news, for those who are to hear it. */
export interface News {
  /** Where the flag stands among those of its change, from 0. */
  readonly place: number;
  readonly kind: FlagEventKind;
  readonly flag: StreamedFlag;
  /** Members hear of everything in their organization, whatever shadows what. */
  readonly forMembers: boolean;
  readonly forKeysOf: Applications | undefined;
}

/** What one row of an organization's log means for streams. */
export interface Entry {
  readonly seq: number;
  /** When it was committed: Unix time, milliseconds. */
  readonly atMs: number;
  readonly news: readonly News[];
  /** It concerns more than can be told: everybody starts over. */
  readonly isResync: boolean;
}
