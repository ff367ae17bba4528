import { telemetryErrorRoutes } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import { findMember } from '@halyard/domain/accounts';
import {
  createAuthenticateMember,
  createDispatch,
  guardAll,
  type AuthenticateMemberDeps,
  type Dispatch,
  type Logger,
  type TokenVerifier,
} from '@halyard/http';

import { listFlagErrors } from './list.ts';

export interface FlagErrorsOptions {
  database: Database;
  /** Analytics': with what it tells, and audit's, a user has one limit. */
  admit: AuthenticateMemberDeps['admit'];
  verifyToken: TokenVerifier['verify'];
  log: Logger;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** The routes by which members look at errors: they need the database, what takes errors does not. */
export function createFlagErrors(options: FlagErrorsOptions): { dispatch: Dispatch } {
  const { database, admit, verifyToken, log, now } = options;
  const dispatch = createDispatch({
    routes: telemetryErrorRoutes,
    handlers: guardAll(telemetryErrorRoutes, {
      'GET /api/telemetry/flags/:flag_id/errors': listFlagErrors({ database, now }),
    }),
    authenticate: createAuthenticateMember({
      verifyToken,
      admit,
      findMember: (claimed) => findMember(database, claimed),
    }),
    log,
  });
  return { dispatch };
}
