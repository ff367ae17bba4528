import { tokenRoutes } from '@halyard/contracts';
import { guardAll } from '@halyard/http';

import { createFlagBulkHandlers } from './flags-in-bulk/handlers.ts';
import { createFlagHandlers } from './flags/handlers.ts';
import type { MemberDeps } from './member-deps.ts';
import { createOrganizationHandlers } from './organizations/handlers.ts';
import { createSegmentHandlers } from './segments/handlers.ts';
import { createTransferHandlers } from './transfer/handlers.ts';

/** The handlers of what members do with an access token. */
export const createMemberHandlers = (deps: MemberDeps) =>
  guardAll(tokenRoutes, {
    ...createOrganizationHandlers(deps),
    ...createFlagHandlers(deps),
    ...createSegmentHandlers(deps),
    ...createFlagBulkHandlers(deps),
    ...createTransferHandlers(deps),
  });
