import { generateSigningKey } from '@halyard/auth';

import type { Transaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';

export async function insertSigningKey(tx: Transaction, signsFrom: Date): Promise<void> {
  const { sealer } = tx.ctx as AccountContext;
  const { keyId: id, privateKeyPem, publicJwk } = generateSigningKey();
  await tx.db.signingKey.create({
    data: {
      id,
      privateKey: sealer.seal(privateKeyPem, id),
      publicJwk: { ...publicJwk },
      createdAt: tx.ctx.now(),
      signsFrom,
    },
  });
}
