import { AppError, type UserActivity } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import type { MemberReference } from '../../members/lock.ts';
import { isUuid } from '../../uuid.ts';

/** What a member did, or somebody who was one and is not forgotten; else `not_found`. */
export async function readActivity(
  database: Pick<Database, '$queryRaw'>,
  reference: MemberReference,
): Promise<UserActivity> {
  const [activity] = isUuid(reference.userId) ? await query(database, reference) : [];
  if (!activity || activity.email === null) {
    throw new AppError('not_found', 'There is no such user.');
  }
  const { user_id, email, last_action_at: last, ...counts } = activity;
  return { user_id, email, ...counts, ...present('last_action_at', last?.toISOString()) };
}

type Found = Omit<UserActivity, 'email' | 'last_action_at'> & {
  email: string | null;
  last_action_at: Date | null;
};

/** A login that failed may have been anybody's. */
const query = (
  database: Pick<Database, '$queryRaw'>,
  { organizationId, userId }: MemberReference,
): Promise<Found[]> =>
  database.$queryRaw<Found[]>`
    SELECT ${userId}::uuid AS user_id,
      coalesce(
        (SELECT email FROM user_account JOIN membership ON membership.user_id = user_account.id
          WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid),
        (array_agg(user_email ORDER BY seq DESC))[1]
      ) AS email,
      count(*)::int AS total_actions,
      count(*) FILTER (WHERE entity_type = 'flag' AND action = 'created')::int AS flags_created,
      count(*) FILTER (WHERE entity_type = 'flag' AND action = 'updated')::int AS flags_updated,
      count(*) FILTER (WHERE entity_type = 'flag' AND action = 'deleted')::int AS flags_deleted,
      count(*) FILTER (WHERE entity_type = 'flag' AND action = 'archived')::int AS flags_archived,
      max(created_at) AS last_action_at
    FROM audit_person JOIN audit_entry USING (organization_id, seq)
    WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid
      AND action <> 'login_failed'`;
