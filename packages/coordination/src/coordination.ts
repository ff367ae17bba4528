import type { Bases } from './bases.ts';
import type { Counters } from './counters.ts';
import type { Hints } from './hints.ts';
import type { Leases } from './leases.ts';
import type { Locks } from './locks.ts';

/** What processes need to work together. While its server is away, all but hints reject. */
export interface Coordination {
  hints: Hints;
  locks: Locks;
  leases: Leases;
  counters: Counters;
  /** On PostgreSQL none: where it is away, so would they be. */
  bases: Bases | undefined;
  /** Resolves after the first attempt to listen for hints, whether it succeeded or not. */
  start(): Promise<void>;
  /** Lets work under a lock end; refuses what still waits for one. */
  close(): Promise<void>;
}
