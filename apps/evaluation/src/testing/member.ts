import type { Member } from '@halyard/auth';

/** Somebody who may read in an organization. */
export const createMember = (organizationId: string): Member => ({
  kind: 'member',
  organizationId,
  userId: 'user',
  email: 'member@example.com',
  role: 'VIEWER',
});
