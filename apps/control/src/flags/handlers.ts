import type { MemberDeps } from '../member-deps.ts';
import { checkFlagKey } from './check-key.ts';
import { createFlag } from './create.ts';
import { deleteFlag } from './delete.ts';
import { getFlag } from './get.ts';
import { listFlags } from './list.ts';
import { archiveFlag, restoreFlag } from './move.ts';
import { previewFlag } from './preview.ts';
import { rollBackFlag } from './roll-back.ts';
import { toggleFlag } from './toggle.ts';
import { patchFlag, replaceFlag } from './update.ts';
import { getFlagVersion, listFlagVersions } from './versions.ts';

/** The handlers of flags' routes. */
export const createFlagHandlers = (deps: MemberDeps) => ({
  'POST /api/flags': createFlag(deps),
  'GET /api/flags': listFlags(deps),
  'GET /api/flags/check-key': checkFlagKey(deps),
  'GET /api/flags/:id': getFlag(deps),
  'PUT /api/flags/:id': replaceFlag(deps),
  'PATCH /api/flags/:id': patchFlag(deps),
  'DELETE /api/flags/:id': deleteFlag(deps),
  'POST /api/flags/:id/toggle': toggleFlag(deps),
  'POST /api/flags/:id/archive': archiveFlag(deps),
  'POST /api/flags/:id/restore': restoreFlag(deps),
  'GET /api/flags/:id/versions': listFlagVersions(deps),
  'GET /api/flags/:id/versions/:version': getFlagVersion(deps),
  'POST /api/flags/:id/rollback': rollBackFlag(deps),
  'POST /api/flags/:id/evaluate-preview': previewFlag(deps),
});
