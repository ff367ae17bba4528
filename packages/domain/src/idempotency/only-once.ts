import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** How a request says that it is the same as one sent before. */
export interface Idempotency {
  /** What the client calls it. */
  key: string;
  /** SHA-256 of what it asks for. */
  fingerprint: Uint8Array<ArrayBuffer>;
}

interface Once {
  organizationId: string;
  idempotency?: Idempotency;
}

/**
 * Makes something, or gives what the same request of the same member made before. Two at once wait
 * for each other. Throws `idempotency_key_reused` where the key came with another request. The first
 * thing a transaction does.
 */
export async function onlyOnce<T extends object>(
  tx: Transaction,
  { organizationId, idempotency }: Once,
  make: () => Promise<T>,
): Promise<T> {
  const { actor } = tx.ctx;
  if (!idempotency || actor.kind !== 'member') return make();
  const { userId } = actor;
  const { key, fingerprint } = idempotency;
  const row = { organizationId, userId, key };
  const { count } = await tx.db.idempotencyKey.createMany({
    data: { ...row, fingerprint, createdAt: tx.ctx.now() },
    skipDuplicates: true,
  });
  const where = { organizationId_userId_key: row };
  if (count === 0) {
    const before = await tx.db.idempotencyKey.findUniqueOrThrow({ where });
    if (Buffer.compare(before.fingerprint, fingerprint) !== 0) throw reused();
    return before.answer as T;
  }
  const answer = await make();
  await tx.db.idempotencyKey.update({ where, data: { answer } });
  return answer;
}

const reused = () =>
  new AppError('idempotency_key_reused', 'This key came with another request before.', [
    { field: 'Idempotency-Key', expected: 'one that is used for this request alone' },
  ]);
