import type { Hint } from '@halyard/contracts';
import { createFaultyDatabase, createTestDatabase } from '@halyard/database/testing';
import { expect, inject, onTestFinished, test } from 'vitest';

import * as accounts from './accounts/index.ts';
import type { AccountContext } from './accounts/index.ts';
import { failsAt } from './atomicity/fails-at.ts';
import {
  asAccountContext,
  prepareAccount,
  type PreparedAccount,
} from './atomicity/prepare-account.ts';
import { takeSnapshot } from './atomicity/snapshot.ts';
import { createTestContext } from './testing.ts';

type CallVerb = (ctx: AccountContext, prepared: PreparedAccount) => Promise<unknown>;

const newPassword = 'another horse battery';

/** Every verb that writes, by its name and what is said of the case. */
const verbs: Record<string, CallVerb> = {
  'acceptInvitation of somebody new': (ctx, { tokens }) =>
    accounts.acceptInvitation(ctx, { token: tokens.invitation, password: newPassword }),
  changePassword: (ctx, { userId, password }) =>
    accounts.changePassword(ctx, {
      userId,
      currentPassword: password,
      newPassword,
      sessionId: undefined,
    }),
  confirmEmailChange: (ctx, { tokens }) =>
    accounts.confirmEmailChange(ctx, { token: tokens.emailChange }),
  confirmTotp: (ctx, { newcomer }) => accounts.confirmTotp(ctx, newcomer),
  createSetUpLink: (ctx, { emptyId }) => accounts.createSetUpLink(ctx, { organizationId: emptyId }),
  'ensureSigningKeys when there is none': (ctx) => accounts.ensureSigningKeys(ctx),
  'noteFailedLogins of a member of two organizations': (ctx, { email }) =>
    accounts.noteFailedLogins(ctx, [
      { email, step: 'password', ipAddress: '192.0.2.1' },
      { email, step: 'code' },
    ]),
  offerTotpSecret: (ctx, { newcomer }) => accounts.offerTotpSecret(ctx, newcomer.userId),
  openSession: (ctx, { userId }) => accounts.openSession(ctx, userId),
  refreshSession: (ctx, { sessionId }) =>
    accounts.refreshSession(ctx, { sessionId, generation: 1 }),
  'registerUser while registration is open': (ctx) =>
    accounts.registerUser(ctx, {
      email: 'x@example.com',
      password: newPassword,
      allowsSignup: true,
    }),
  'registerUser by a set-up link': (ctx, { tokens }) =>
    accounts.registerUser(ctx, {
      email: 'x@example.com',
      password: newPassword,
      set_up_token: tokens.setUp,
      allowsSignup: false,
    }),
  renewRecoveryCodes: (ctx, { userId, code }) => accounts.renewRecoveryCodes(ctx, { userId, code }),
  requestEmailChange: (ctx, { userId, password }) =>
    accounts.requestEmailChange(ctx, { userId, password, newEmail: 'x@example.com' }),
  requestPasswordReset: (ctx, { email }) => accounts.requestPasswordReset(ctx, { email }),
  resetPassword: (ctx, { tokens }) =>
    accounts.resetPassword(ctx, { token: tokens.passwordReset, newPassword }),
  resetTotp: (ctx, { email }) => accounts.resetTotp(ctx, { email }),
  revokeSession: (ctx, { userId, sessionId }) => accounts.revokeSession(ctx, { userId, sessionId }),
  revokeSessions: (ctx, { userId }) => accounts.revokeSessions(ctx, userId),
  rotateSigningKey: (ctx) => accounts.rotateSigningKey(ctx),
  switchOrganization: (ctx, { sessionId, otherId }) =>
    accounts.switchOrganization(ctx, { sessionId, organizationId: otherId }),
  useRecoveryCode: (ctx, { userId, recoveryCode }) =>
    accounts.useRecoveryCode(ctx, userId, recoveryCode),
  useTotpCode: (ctx, { userId, code }) => accounts.useTotpCode(ctx, userId, code),
};

const readsOnly = new Set([
  'findMember',
  'findSigningKeys',
  'listSessions',
  'readMe',
  'verifyUserPassword',
]);

test('every verb on accounts that writes has its call here', () => {
  const exported = Object.entries(accounts)
    .filter(([name, value]) => typeof value === 'function' && !readsOnly.has(name))
    .map(([name]) => name);
  const called = new Set(Object.keys(verbs).map((name) => name.split(' ')[0]!));
  expect([...called].toSorted()).toEqual(exported.toSorted());
});

test.each(Object.entries(verbs))(
  '%s happens as a whole or not at all, whichever of its statements fails',
  async (_name, callVerb) => {
    const { faulty, ctx, sent, prepared } = await prepare();
    const before = await takeSnapshot(faulty.database);
    for (let n = 1; await failsAt(n, faulty, () => callVerb(ctx, prepared)); n += 1) {
      expect(await takeSnapshot(faulty.database)).toEqual(before);
      expect(sent).toEqual([]);
    }
    expect(await takeSnapshot(faulty.database)).not.toEqual(before);
  },
);

/** A database of the test's own, with one account and what it needs. */
async function prepare() {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  const faulty = createFaultyDatabase({ url, maxConnections: 2 });
  onTestFinished(() => faulty.database.$disconnect().then(drop));
  const sent: Hint[] = [];
  const system = asAccountContext(createTestContext(faulty.database));
  const prepared = await prepareAccount(system);
  const hints = { ...system.hints, send: async (hint: Hint) => void sent.push(hint) };
  return { faulty, ctx: { ...system, hints }, sent, prepared };
}
