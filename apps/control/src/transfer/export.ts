import { exportApplication as readExport } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { applicationOf } from '../organizations/path-parameters.ts';

export const exportApplication =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  (request) => ({
    status: 200,
    stream: {
      contentType: 'application/json; charset=utf-8',
      chunks: readExport(ctxFor(request), applicationOf(request)),
    },
    headers: { 'content-disposition': 'attachment; filename="halyard-export.json"' },
  });
