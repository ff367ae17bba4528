import { can } from '@halyard/auth';
import { roleForbids } from '@halyard/contracts';
import { readActivity } from '@halyard/domain/read';
import { ok, type MemberHandler } from '@halyard/http';

import type { AnalyticsDeps } from '../analytics-deps.ts';

export const getActivity =
  ({ database }: Pick<AnalyticsDeps, 'database'>): MemberHandler =>
  async ({ caller, params }) => {
    const { organizationId, userId: ownId } = caller;
    const activity = await readActivity(database, { organizationId, userId: params[0]! });
    if (activity.user_id !== ownId && !can(caller, 'activity:read', organizationId)) {
      throw roleForbids();
    }
    return ok(activity);
  };
