import { AppError } from '@halyard/contracts';

import type { ApiKeyRow } from '../keys/create-row.ts';
import { isAccepted } from '../keys/lock.ts';
import { toRecordedKey } from '../keys/record.ts';
import type { RecordedChange } from '../record/record-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import type { EnvironmentRow } from './find.ts';

/**
 * Unbinds the keys of an environment that is going; refuses while one of them still holds. Those
 * that expired are revoked, so that an unbound key can never come back from one that was bound.
 */
export async function releaseKeys(
  { db, ctx }: Transaction,
  { organizationId, applicationId, name }: EnvironmentRow,
): Promise<RecordedChange[]> {
  const now = ctx.now();
  const bound = { organizationId, applicationId, environmentName: name };
  const keys = await db.apiKey.findMany({ where: bound, orderBy: { id: 'asc' } });
  checkNoneHolds(keys.filter((key) => isAccepted(key, now)));
  const expired = keys.filter(({ revokedAt }) => revokedAt === null);
  await db.apiKey.updateMany({ where: { ...bound, revokedAt: null }, data: { revokedAt: now } });
  await db.apiKey.updateMany({ where: bound, data: { environmentName: null } });
  return expired.map((key) =>
    toRecordedKey(key, { ...key, environmentName: null, revokedAt: now }, 'key_revoked'),
  );
}

function checkNoneHolds(keys: readonly ApiKeyRow[]): void {
  if (keys.length === 0) return;
  throw new AppError(
    'in_use',
    'Keys are bound to this environment.',
    keys.map(({ name, prefix }) => ({
      field: 'keys',
      expected: `revoked first: ${name} (${prefix}…)`,
    })),
  );
}
