import { withTransaction, type Transaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { insertSigningKey } from './insert.ts';

/** A key signs for so long before the next is made. */
const rotateAfterMs = 90 * 24 * 3_600_000;
/** The next is published for so long before it signs: as long as others take to notice it. */
const publishedBeforeMs = 15 * 60_000;
/** After that no token of an older key is valid. */
const keptAfterMs = 60 * 60_000;

/** Makes the first key, and the next when the newest is old; removes those that nothing needs. */
export function ensureSigningKeys(ctx: AccountContext): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    const nowMs = ctx.now().getTime();
    const [newest, ...older] = await tx.db.signingKey.findMany({ orderBy: { signsFrom: 'desc' } });
    if (!newest) return insertSigningKey(tx, new Date(nowMs));
    const ageMs = nowMs - newest.signsFrom.getTime();
    if (ageMs > keptAfterMs) {
      await tx.db.signingKey.deleteMany({ where: { id: { in: older.map(({ id }) => id) } } });
    }
    if (ageMs > rotateAfterMs) await insertSigningKey(tx, new Date(nowMs + publishedBeforeMs));
  });
}

/** For operators: makes the next key now. Older ones go once no token of theirs is valid. */
export function rotateSigningKey(ctx: AccountContext): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    await insertSigningKey(tx, new Date(ctx.now().getTime() + publishedBeforeMs));
  });
}

const lockKeys = ({ db }: Transaction) =>
  db.$executeRaw`LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE`;
