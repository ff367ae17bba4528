import { SegmentMembersQuery } from '@halyard/contracts';
import { listSegmentMembers, streamSegmentMembers } from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { namedSegment } from '../named-segment.ts';

/** A page of one list, or all of it as CSV. */
export const listMembers =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { format, ...query } = parseQuery(SegmentMembersQuery, request.req);
    const ctx = ctxFor(request);
    const segment = await namedSegment(ctx, request);
    const asked = { ...query, organizationId: segment.organization_id, segmentId: segment.id };
    if (format === 'json') return ok(await listSegmentMembers(ctx.database, asked));
    const chunks = toCsv(streamSegmentMembers(ctx.database, asked));
    return { status: 200, stream: { contentType: 'text/csv; charset=utf-8', chunks } };
  };

/** All quoted, so that whatever they hold comes back as it was. */
async function* toCsv(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield 'identifier\r\n';
  for await (const page of pages) {
    yield page.map((identifier) => `"${identifier.replaceAll('"', '""')}"\r\n`).join('');
  }
}
