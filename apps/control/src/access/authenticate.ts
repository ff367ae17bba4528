import type { IncomingMessage } from 'node:http';

import type { Member } from '@halyard/auth';
import { AppError, type Route } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import { findMember } from '@halyard/domain/accounts';
import type { TokenVerifier } from '@halyard/http';

import { nobody, type ControlCaller } from './caller.ts';

export interface AuthenticateDeps {
  database: Database;
  verifyToken: TokenVerifier['verify'];
  /** Lets a user's request in by their limit, or rejects. */
  admit: (userId: string) => Promise<void>;
}

const bearer = /^bearer +(\S+) *$/i;

/**
 * Finds out who asks. What a token says of its bearer's role may be ten minutes old: what counts is
 * the membership as it is now.
 */
export function createAuthenticate({ database, verifyToken, admit }: AuthenticateDeps) {
  async function authenticate(req: IncomingMessage): Promise<Member> {
    const token = bearer.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new AppError('unauthorized', 'Send an access token; log in.');
    const claimed = await verifyToken(token);
    await admit(claimed.userId);
    const member = await findMember(database, claimed);
    if (!member) {
      throw new AppError('unauthorized', 'You are no member of this organization any more.');
    }
    return member;
  }

  return (req: IncomingMessage, route: Route): ControlCaller | Promise<ControlCaller> =>
    typeof route.access === 'object' ? nobody : authenticate(req);
}
