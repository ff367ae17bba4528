import { readFile } from 'node:fs/promises';

import { createAnalytics, type Analytics } from '@halyard/analytics';
import { createAuditVerifier } from '@halyard/auth';
import type { Counters } from '@halyard/coordination';
import type { Database } from '@halyard/database';
import type { TokenVerifier } from '@halyard/http';

import type { ProcessContext } from './run-process.ts';

interface AnalyticsParts {
  database: Database;
  counters: Counters;
  verifyToken: TokenVerifier['verify'];
}

/** Analytics and audit of `serve`. */
export async function startAnalytics(
  { config, log, closers }: ProcessContext,
  { database, counters, verifyToken }: AnalyticsParts,
): Promise<Analytics> {
  const analytics = createAnalytics({
    database,
    counters,
    verifyToken,
    verifySignature: createAuditVerifier([await readFile(config.AUDIT_KEY_FILE, 'utf8')]),
    log,
  });
  closers.add(analytics.close);
  return analytics;
}
