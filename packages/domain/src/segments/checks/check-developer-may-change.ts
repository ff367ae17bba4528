import type { SegmentDocument } from '@halyard/contracts';

import { protectedForbids } from '../../environments/protection/protected-forbids.ts';
import { isDeveloper } from '../../is-developer.ts';
import { lockOrganization } from '../../transaction/lock-organization.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { findProtectedUses } from './find-protected-uses.ts';

/**
 * Refuses a DEVELOPER's change of who belongs to a segment that a protected environment asks for.
 * The segment is locked; the organization is from here on.
 */
export async function checkDeveloperMayChange(
  tx: Transaction,
  segment: SegmentDocument,
): Promise<void> {
  if (!isDeveloper(tx.ctx)) return;
  // Whoever makes a protected environment ask for it at this moment either is seen here, or comes
  // after this change: every write of a flag ends with this lock.
  await lockOrganization(tx, segment.organization_id);
  const uses = await findProtectedUses(tx, segment);
  if (uses.length === 0) return;
  throw protectedForbids(
    uses.map(({ key, environment }) => ({
      field: 'flags',
      expected: `no longer asking for this segment in ${environment}, which is protected: ${key}`,
    })),
  );
}
