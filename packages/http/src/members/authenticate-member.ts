import type { IncomingMessage } from 'node:http';

import type { Member } from '@halyard/auth';
import { AppError, type Route } from '@halyard/contracts';

import type { TokenVerifier } from '../access-tokens/token-verifier.ts';
import type { MaybeMember } from './member-handler.ts';

export interface AuthenticateMemberDeps {
  verifyToken: TokenVerifier['verify'];
  /** Lets a user's request in by their limit, or rejects. */
  admit: (userId: string) => Promise<void>;
  /** A member as they are now; `undefined` where they are none any more. */
  findMember: (claimed: Member) => Promise<Member | undefined>;
}

const bearer = /^bearer +(\S+) *$/i;
const nobody: MaybeMember = { kind: 'nobody' };

/**
 * Finds out who asks. What a token says of its bearer's role may be ten minutes old: what counts is
 * the membership as it is now.
 */
export function createAuthenticateMember({
  verifyToken,
  admit,
  findMember,
}: AuthenticateMemberDeps) {
  async function authenticate(req: IncomingMessage): Promise<Member> {
    const token = bearer.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new AppError('unauthorized', 'Send an access token; log in.');
    const claimed = await verifyToken(token);
    await admit(claimed.userId);
    const member = await findMember(claimed);
    if (!member) {
      throw new AppError('unauthorized', 'You are no member of this organization any more.');
    }
    return member;
  }

  return (req: IncomingMessage, route: Route): MaybeMember | Promise<MaybeMember> =>
    typeof route.access === 'object' ? nobody : authenticate(req);
}
