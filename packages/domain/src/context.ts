import type { Actor } from '@halyard/auth';
import type { Database } from '@halyard/database';

/** What every verb is given; nothing it needs comes from anywhere else. */
export interface Context {
  database: Database;
  /** Who acts. */
  actor: Actor;
  now: () => Date;
  /** A new UUID, version 7. */
  newId: () => string;
}
