/** What somebody may hear of: a member of everything, a key of what it resolves to. */
export type Scope =
  | { kind: 'member' }
  /** `environment` is the one that a bound key sees. */
  | { kind: 'key'; applicationId: string; environment: string | null };
