import type { Database } from '@halyard/database';

import type { Verifications } from './audit/verification/verifications.ts';

/** What the handlers share. */
export interface AnalyticsDeps {
  database: Database;
  verifyAudit: Verifications['verify'];
  /** Unix time, milliseconds. */
  now: () => number;
}
