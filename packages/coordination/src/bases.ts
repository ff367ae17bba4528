/**
 * What nodes start from while PostgreSQL is away: of each organization all that they know of it, as of
 * one place in its change log. They may be lost at any time: what is durable is in PostgreSQL.
 */
export interface Bases {
  /** Keeps it in place of an older one; does nothing where there is a newer one, or one as new. */
  put(organizationId: string, seq: number, bytes: Uint8Array): Promise<void>;
  read(organizationId: string): Promise<Base | undefined>;
  /** How new those are that are there: id of an organization → its `seq`. */
  list(): Promise<Map<string, number>>;
  remove(organizationId: string): Promise<void>;
  /** Notes that all of them were as new as their logs at this time: Unix time, milliseconds. */
  confirm(atMs: number): Promise<void>;
  /** When that was last so; `undefined` where it never was, or that was lost. */
  readConfirmed(): Promise<number | undefined>;
}

export interface Base {
  seq: number;
  bytes: Uint8Array;
}
