import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockApiKey, type ApiKeyReference } from './lock.ts';
import { toRecordedKey } from './record.ts';

/** Ends a key for good; doing so twice is the same as once. */
export async function revokeApiKey(ctx: Context, input: ApiKeyReference): Promise<void> {
  authorise(ctx, 'key:revoke', input.organizationId);
  await withTransaction(ctx, async (tx) => {
    const key = await lockApiKey(tx, input);
    if (key.revokedAt) return;
    const { organizationId, id } = key;
    const after = await tx.db.apiKey.update({
      where: { organizationId_id: { organizationId, id } },
      data: { revokedAt: ctx.now() },
    });
    await recordChange(tx, organizationId, toRecordedKey(key, after, 'key_revoked'));
  });
}
