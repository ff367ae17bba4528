import { generateOneTimeToken } from '@halyard/auth';
import { createDatabase } from '@halyard/database';

import type { Checkout } from '../../driver/checkout/checkout.ts';
import { createServerKeys } from '../../driver/create-server-keys.ts';
import type { Installation } from '../../driver/installation.ts';
import { query } from '../../driver/sql.ts';
import type { Place } from '../places/place.ts';
import type { SecretBook } from '../secret-book.ts';
import { changeAccount, joinAndSwitch, resetPassword } from './account.ts';
import { evaluate } from './evaluation.ts';
import { failWithin } from './failures.ts';
import { failToLogIn, logIn, register, useSessions, type Walk } from './identity.ts';
import { readMailedToken } from './mailed-token.ts';
import { makeMistakes } from './mistakes.ts';
import { createVisitor } from './visitor.ts';

interface Walked {
  /** Every answer there was. */
  answers: Place[];
  mailedTokens: string[];
  /** Of the requests that failed within. */
  failures: number[];
}

interface WalkOptions {
  checkout: Checkout;
  installation: Installation;
  databaseUrl: string;
  book: SecretBook;
}

/** Does everything that identity and evaluation do with secrets, noting each on the way. */
export async function walkEverywhere(options: WalkOptions): Promise<Walked> {
  const { checkout, installation, databaseUrl, book } = options;
  const { url, sdkKey, serverKey } = installation;
  const answers: Place[] = [];
  const mailedTokens: string[] = [];
  const walk: Walk = {
    book,
    openBrowser: () => createVisitor(url, book, answers),
    passTime: () => query(databaseUrl, 'UPDATE user_account SET totp_last_step = 0'),
    async readMailedToken(link) {
      const token = book.add('mailed token', await readMailedToken(checkout, link));
      mailedTokens.push(token);
      return token;
    },
  };
  const setUpToken = book.add('set-up token', findSetUpToken(installation));
  const browser = walk.openBrowser();
  const owner = await register(walk, browser, { name: 'owner', setUpToken });
  const guest = await register(walk, walk.openBrowser(), { name: 'guest' });
  await failToLogIn(walk, owner);
  await useSessions(walk, owner);
  const changed = await changeAccount(walk, await logIn(walk, owner), owner);
  const reset = await resetPassword(walk, changed);
  const invitation = await inviteToOther(databaseUrl, { book, email: guest.email });
  await joinAndSwitch(await logIn(walk, guest), invitation);
  await makeMistakes(await logIn(walk, guest), book.add('misplaced', crypto.randomUUID()));
  for (const key of [sdkKey, serverKey, ...(await createServerKeys(checkout, 1))]) {
    await evaluate(walk.openBrowser(), book.add('API key', key));
  }
  const failures = await failWithin(walk, reset, { databaseUrl, token: setUpToken });
  return { answers, mailedTokens, failures };
}

const findSetUpToken = ({ npm }: Installation): string =>
  /\/set-up#(\S+)$/m.exec(npm.output())?.[1] ?? '';

/** An invitation to the demo's organization, as if its owner had sent it. */
async function inviteToOther(
  databaseUrl: string,
  { book, email }: { book: SecretBook; email: string },
): Promise<{ token: string; organizationId: string }> {
  const { token, hash } = generateOneTimeToken();
  book.add('invitation token', token);
  const database = createDatabase({ url: databaseUrl, maxConnections: 1 });
  const { id: organizationId } = await database.organization.findFirstOrThrow({
    orderBy: { createdAt: 'asc' },
  });
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  await database.oneTimeLink.create({
    data: {
      id: crypto.randomUUID(),
      kind: 'invitation',
      hash,
      email,
      organizationId,
      role: 'VIEWER',
      createdAt,
      expiresAt,
    },
  });
  await database.$disconnect();
  return { token, organizationId };
}
