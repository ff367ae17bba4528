import type { Role } from '@halyard/auth';

import type { AuditedAction } from '../audit/append.ts';

/**
 * What became of a member, as it is audited: by id and role alone. A name or an address in the chain
 * could never be erased.
 */
export const toAuditedMember = (
  userId: string,
  action: 'member_joined' | 'member_removed' | 'role_changed',
  before: Role | null,
  after: Role | null,
): AuditedAction => ({
  entityType: 'member',
  entityId: userId,
  action,
  changes: { before: shownOf(before), after: shownOf(after) },
});

const shownOf = (role: Role | null) => (role ? { role } : null);
