import { ExpectedVersionQuery } from '@halyard/contracts';
import { changeSegmentMembers, replaceSegmentMembers } from '@halyard/domain';
import { parseQuery, type MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../../answer-versioned.ts';
import type { MemberDeps } from '../../../member-deps.ts';
import { namedSegment, referenceTo } from '../../named-segment.ts';
import { readIdentifiers } from './read-identifiers.ts';

/** `PUT` replaces one of a segment's lists, `POST` adds to it. */
export const uploadMembers =
  (
    how: 'replace' | 'add',
    list: 'included' | 'excluded',
    { ctxFor }: Pick<MemberDeps, 'ctxFor'>,
  ): MemberHandler =>
  async (request) => {
    const { expected_version } = parseQuery(ExpectedVersionQuery, request.req);
    const ctx = ctxFor(request);
    const reference = referenceTo(await namedSegment(ctx, request), request, expected_version);
    // Before the transaction: one that waits for a slow client would hold up others.
    const identifiers = await readIdentifiers(request.req);
    return answerVersioned(
      how === 'replace'
        ? await replaceSegmentMembers(ctx, { ...reference, list, identifiers })
        : await changeSegmentMembers(ctx, { ...reference, [list]: { add: identifiers } }),
    );
  };
