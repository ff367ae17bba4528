import { ApplicationImportQuery } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { ok, parseQuery, readJsonUpload, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { applicationOf } from '../organizations/path-parameters.ts';

/** Bytes: it is in memory as a whole. */
const largest = 64 * 1024 * 1024;

export const importApplication =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { dry_run, confirm } = parseQuery(ApplicationImportQuery, request.req);
    const document = await readJsonUpload(request.req, largest);
    const ctx = { ...ctxFor(request), isRehearsal: dry_run === 'true' };
    const input = { ...applicationOf(request), document, confirm: confirm === 'true' };
    return ok(await domain.importApplication(ctx, input));
  };
