import { telemetryErrorRoutes } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import { findMember } from '@halyard/domain/accounts';
import {
  createAuthenticateMember,
  createDispatch,
  guardAll,
  type Dispatch,
  type Logger,
  type TokenVerifier,
} from '@halyard/http';
import { createUserLimit, type UserLimitDeps } from '@halyard/limits';

import { listFlagErrors } from './list.ts';

export interface FlagErrorsOptions {
  database: Database;
  counters: UserLimitDeps['counters'];
  verifyToken: TokenVerifier['verify'];
  log: Logger;
  /** Unix time, milliseconds. */
  now: () => number;
}

const requestsAMinute = 100;

/** The routes by which members look at errors: they need the database, what takes errors does not. */
export function createFlagErrors(options: FlagErrorsOptions): { dispatch: Dispatch } {
  const { database, counters, verifyToken, log, now } = options;
  const limit = createUserLimit({
    counters,
    // With analytics and audit a user has one limit.
    name: 'analytics',
    limit: requestsAMinute,
    now,
    onError: (error) => log.warn({ err: error }, 'counted in memory'),
  });
  const dispatch = createDispatch({
    routes: telemetryErrorRoutes,
    handlers: guardAll(telemetryErrorRoutes, {
      'GET /api/telemetry/flags/:flag_id/errors': listFlagErrors({ database, now }),
    }),
    authenticate: createAuthenticateMember({
      verifyToken,
      admit: limit.admit,
      findMember: (claimed) => findMember(database, claimed),
    }),
    log,
  });
  return { dispatch };
}
