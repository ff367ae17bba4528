import { generateOneTimeToken } from '@halyard/auth';

import type { Transaction } from '../../transaction/with-transaction.ts';

type NewLink = Omit<
  Parameters<Transaction['db']['oneTimeLink']['create']>[0]['data'],
  'id' | 'hash' | 'createdAt' | 'expiresAt'
> & { lifetimeMs: number };

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A link that can be used once: its token, which nothing keeps. */
export interface IssuedLink {
  id: string;
  token: string;
  expiresAt: Date;
}

export async function createLink(
  { ctx, db }: Transaction,
  { lifetimeMs, ...link }: NewLink,
): Promise<IssuedLink> {
  const { token, hash } = generateOneTimeToken();
  const id = ctx.newId();
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + lifetimeMs);
  await db.oneTimeLink.create({
    data: { ...link, id, hash: new Uint8Array(hash), createdAt, expiresAt } as never,
  });
  return { id, token, expiresAt };
}
