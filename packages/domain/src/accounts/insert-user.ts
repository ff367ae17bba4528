import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import type { UserRow } from './find-user.ts';

interface NewUser {
  email: string;
  /** The e-mail address where nothing else is said. */
  name?: string | undefined;
  passwordHash: string;
}

export async function insertUser(
  { ctx, db }: Transaction,
  { email, name = email, passwordHash }: NewUser,
): Promise<UserRow> {
  const data = { id: ctx.newId(), email, name, passwordHash, createdAt: ctx.now() };
  const { count } = await db.user.createMany({ data, skipDuplicates: true });
  if (count === 0) throw new AppError('conflict', 'There is an account with this e-mail address.');
  return db.user.findUniqueOrThrow({ where: { id: data.id } });
}
