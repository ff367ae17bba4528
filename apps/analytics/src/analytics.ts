import type { VerifyAuditSignature } from '@halyard/auth';
import type { Database } from '@halyard/database';
import { findMember } from '@halyard/domain/accounts';
import type { AuthenticateMemberDeps, Dispatch, Logger, TokenVerifier } from '@halyard/http';
import { createUserLimit, type UserLimitDeps } from '@halyard/limits';

import { buildApp } from './app.ts';
import { createVerifications } from './audit/verification/verifications.ts';

export interface AnalyticsOptions {
  database: Database;
  counters: UserLimitDeps['counters'];
  verifyToken: TokenVerifier['verify'];
  /** By every key that has ever signed a checkpoint. */
  verifySignature: VerifyAuditSignature;
  log: Logger;
  /** Unix time, milliseconds. */
  now?: () => number;
}

/** What tells people what was done and what came of it, on one node. */
export interface Analytics {
  dispatch: Dispatch;
  /** Lets a user's request in by the one limit of all that tells what came of things. */
  admit: AuthenticateMemberDeps['admit'];
  /** Before the database is closed. */
  close(): Promise<void>;
}

const requestsAMinute = 100;

export function createAnalytics(options: AnalyticsOptions): Analytics {
  const { database, counters, verifyToken, verifySignature, log, now = Date.now } = options;
  const limit = createUserLimit({
    counters,
    name: 'analytics',
    limit: requestsAMinute,
    now,
    onError: (error) => log.warn({ err: error }, 'counted in memory'),
  });
  const verifications = createVerifications({ database, verifySignature });
  const { dispatch } = buildApp({
    database,
    verifyToken,
    admit: limit.admit,
    findMember: (claimed) => findMember(database, claimed),
    verifyAudit: verifications.verify,
    now,
    log,
  });
  return { dispatch, admit: limit.admit, close: verifications.close };
}
