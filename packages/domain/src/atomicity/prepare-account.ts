import { randomBytes } from 'node:crypto';

import { createPasswords, createSealer, totpCode, totpStepAt } from '@halyard/auth';

import {
  confirmTotp,
  createSetUpLink,
  offerTotpSecret,
  openSession,
  registerUser,
  requestEmailChange,
  requestPasswordReset,
  type AccountContext,
} from '../accounts/index.ts';
import { createLink, dayMs } from '../accounts/links/create.ts';
import type { Context } from '../context/context.ts';
import { addMember } from '../members/add.ts';
import { createOrganization } from '../organizations/create.ts';
import { withTransaction } from '../transaction/with-transaction.ts';

/** An account on which every verb has something to do. */
export interface PreparedAccount {
  userId: string;
  email: string;
  password: string;
  sessionId: string;
  /** Another organization of the same user. */
  otherId: string;
  /** An organization that nobody is a member of. */
  emptyId: string;
  /** A code of the authenticator that was not taken yet. */
  code: string;
  recoveryCode: string;
  /** Of links that were not used yet. */
  tokens: { setUp: string; invitation: string; passwordReset: string; emailChange: string };
  /** Somebody who was offered a second factor, and a first code of it. */
  newcomer: { userId: string; code: string };
}

export const asAccountContext = (ctx: Context): AccountContext => ({
  ...ctx,
  passwords: createPasswords(),
  sealer: createSealer(randomBytes(32), 'control'),
  recoverySecret: randomBytes(32),
});

/** Codes of two steps are good at once: the older one sets the second factor up. */
const codeOf = (secret: string, stepsAgo: number): string =>
  totpCode(secret, totpStepAt(Date.now()) - stepsAgo);

const password = 'correct horse battery';

export async function prepareAccount(ctx: AccountContext): Promise<PreparedAccount> {
  const email = 'ada@example.com';
  const user = await registerUser(ctx, { email, password, allowsSignup: true });
  const { id: userId } = user;
  const secret = await offerTotpSecret(ctx, userId);
  const codes = await confirmTotp(ctx, { userId, code: codeOf(secret, 1) });
  const { id: otherId } = await createOrganization(ctx, { name: 'Other' });
  await withTransaction(ctx, (tx) =>
    addMember(tx, { organizationId: otherId, user, role: 'VIEWER' }),
  );
  const { id: emptyId } = await createOrganization(ctx, { name: 'Empty' });
  const newcomer = await registerUser(ctx, {
    email: 'n@example.com',
    password,
    allowsSignup: true,
  });
  const offered = await offerTotpSecret(ctx, newcomer.id);
  return {
    userId,
    email,
    password,
    sessionId: (await openSession(ctx, userId)).id,
    otherId,
    emptyId,
    code: codeOf(secret, 0),
    recoveryCode: codes![0]!,
    tokens: await prepareTokens(ctx, { userId, email, otherId, emptyId }),
    newcomer: { userId: newcomer.id, code: codeOf(offered, 0) },
  };
}

async function prepareTokens(
  ctx: AccountContext,
  of: Pick<PreparedAccount, 'userId' | 'email' | 'otherId' | 'emptyId'>,
): Promise<PreparedAccount['tokens']> {
  const { userId, email, otherId, emptyId } = of;
  const invitation = {
    kind: 'invitation',
    email: 'invited@example.com',
    organizationId: otherId,
    role: 'VIEWER',
    lifetimeMs: dayMs,
  } as const;
  const newEmail = 'new@example.com';
  const links = {
    setUp: await createSetUpLink(ctx, { organizationId: emptyId }),
    invitation: await withTransaction(ctx, (tx) => createLink(tx, invitation)),
    passwordReset: await requestPasswordReset(ctx, { email }),
    emailChange: await requestEmailChange(ctx, { userId, password, newEmail }),
  };
  return {
    setUp: links.setUp!.token,
    invitation: links.invitation.token,
    passwordReset: links.passwordReset!.token,
    emailChange: links.emailChange!.token,
  };
}
