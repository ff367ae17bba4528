import type { TokenBearer } from '@halyard/auth';

/** Somebody who may read in an organization. */
export const createMember = (organizationId: string): TokenBearer => ({
  kind: 'member',
  organizationId,
  userId: 'user',
  email: 'member@example.com',
  role: 'VIEWER',
  expiresAtMs: Infinity,
});
