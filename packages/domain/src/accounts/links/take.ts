import { hashOneTimeToken } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

export type LinkKind = 'set_up' | 'invitation' | 'password_reset' | 'email_change';

type Link = NonNullable<Awaited<ReturnType<Transaction['db']['oneTimeLink']['findFirst']>>>;

/** Uses a link up: of all who try at once, one gets it. */
export async function takeLink(
  { ctx, db }: Transaction,
  token: string,
  kind: LinkKind,
): Promise<Link> {
  const hash = hashOneTimeToken(token);
  const where = { kind, expiresAt: { gt: ctx.now() } };
  const link = hash && (await db.oneTimeLink.findFirst({ where: { ...where, hash } }));
  const { count } = link
    ? await db.oneTimeLink.deleteMany({ where: { ...where, id: link.id } })
    : { count: 0 };
  if (!link || count === 0) {
    throw new AppError('invalid_request', 'This link was used or has expired; ask for a new one.', [
      { field: 'token', expected: 'the token of a link that is still good' },
    ]);
  }
  return link;
}
