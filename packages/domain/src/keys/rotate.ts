import { apiKeyTag, generateApiKey } from '@halyard/auth';
import { AppError, invalidInput } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChanges } from '../record/record-change.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { checkExpiry } from './check-expiry.ts';
import { createKeyRow, type ApiKeyRow, type CreatedApiKey } from './create-row.ts';
import { isAccepted, lockApiKey, type ApiKeyReference } from './lock.ts';
import { toRecordedKey } from './record.ts';

export interface RotateApiKeyInput extends ApiKeyReference {
  /** How long both keys hold: 0 to 30 days, a day where left out. */
  overlapMs?: number;
  /** When the new key expires; never where left out, whenever the old one would have. */
  expiresAt?: Date;
}

const dayMs = 24 * 60 * 60 * 1_000;
const longestOverlapMs = 30 * dayMs;

/** Makes a key that takes an old one's place, and lets the old one expire after the overlap. */
export async function rotateApiKey(ctx: Context, input: RotateApiKeyInput): Promise<CreatedApiKey> {
  authorise(ctx, 'key:rotate', input.organizationId);
  const { organizationId, overlapMs = dayMs, expiresAt } = input;
  checkOverlap(overlapMs);
  checkExpiry(ctx, expiresAt);
  return withTransaction(ctx, async (tx) => {
    const old = await lockApiKey(tx, input);
    const now = ctx.now();
    if (!isAccepted(old, now)) throw new AppError('conflict', 'This key no longer holds.');
    const generated = generateApiKey(old.kind, apiKeyTag(old.prefix));
    const row = await createKeyRow(tx, {
      ...succeeding(old),
      ...(expiresAt && { expiresAt }),
      generated,
    });
    const ending = await letExpire(tx, old, new Date(now.getTime() + overlapMs));
    await recordChanges(tx, organizationId, [
      toRecordedKey(undefined, row, 'key_created'),
      toRecordedKey(old, ending, 'key_rotated'),
    ]);
    return { id: row.id, secret: generated.secret };
  });
}

function checkOverlap(overlapMs: number): void {
  if (Number.isInteger(overlapMs) && overlapMs >= 0 && overlapMs <= longestOverlapMs) return;
  const expected = 'a whole number of milliseconds, from 0 to 30 days';
  throw invalidInput([{ field: 'overlap_ms', expected }]);
}

/** What a new key has of the one whose place it takes. */
const succeeding = (old: ApiKeyRow) => ({
  organizationId: old.organizationId,
  applicationId: old.applicationId,
  environment: old.environmentName,
  kind: old.kind,
  name: old.name,
  trusted: old.trusted,
  dailyBudget: old.dailyBudget,
  addressLimit: old.addressLimit,
});

/** Never later than it expires already. */
async function letExpire({ db }: Transaction, key: ApiKeyRow, at: Date): Promise<ApiKeyRow> {
  const { organizationId, id, expiresAt } = key;
  return db.apiKey.update({
    where: { organizationId_id: { organizationId, id } },
    data: { expiresAt: expiresAt && expiresAt < at ? expiresAt : at },
  });
}
