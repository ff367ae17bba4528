import type { Member } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

/** Refuses a query that names another organization than the one whoever asks acts in. */
export function checkOrganization(
  { organization_id: asked }: { organization_id: string },
  { organizationId }: Member,
): void {
  if (asked === organizationId) return;
  throw new AppError('not_found', 'There is no such organization.');
}
