import type { MemberDeps } from '../member-deps.ts';
import { checkFlagKey } from './reading/check-key.ts';
import { getFlag } from './reading/get.ts';
import { listFlags } from './reading/list.ts';
import { previewFlag } from './reading/preview.ts';
import { getFlagVersion, listFlagVersions } from './reading/versions.ts';
import { archiveFlag, restoreFlag } from './writing/archive-and-restore.ts';
import { createFlag } from './writing/create.ts';
import { deleteFlag } from './writing/delete.ts';
import { rollBackFlag } from './writing/roll-back.ts';
import { toggleFlag } from './writing/toggle.ts';
import { updateFlag } from './writing/update.ts';

/** The handlers of flags' routes. */
export const createFlagHandlers = (deps: MemberDeps) => ({
  'POST /api/flags': createFlag(deps),
  'GET /api/flags': listFlags(deps),
  'GET /api/flags/check-key': checkFlagKey(deps),
  'GET /api/flags/:id': getFlag(deps),
  'PUT /api/flags/:id': updateFlag('replace', deps),
  'PATCH /api/flags/:id': updateFlag('patch', deps),
  'DELETE /api/flags/:id': deleteFlag(deps),
  'POST /api/flags/:id/toggle': toggleFlag(deps),
  'POST /api/flags/:id/archive': archiveFlag(deps),
  'POST /api/flags/:id/restore': restoreFlag(deps),
  'GET /api/flags/:id/versions': listFlagVersions(deps),
  'GET /api/flags/:id/versions/:version': getFlagVersion(deps),
  'POST /api/flags/:id/rollback': rollBackFlag(deps),
  'POST /api/flags/:id/evaluate-preview': previewFlag(deps),
});
