import type { Transaction } from './with-transaction.ts';

/**
 * Has a transaction fail that would wait longer than a quarter of a second for a lock: of a timer's,
 * which tries again, so that one organization that is busy holds up no other.
 */
export async function waitBriefly({ db }: Pick<Transaction, 'db'>): Promise<void> {
  await db.$executeRaw`SET LOCAL lock_timeout = '250ms'`;
}
