import { FlagReferenceQuery, type FlagDocument } from '@halyard/contracts';
import type { Context } from '@halyard/domain';
import { findFlag, type FlagName } from '@halyard/domain/read';
import { parseQuery, type MemberRequest } from '@halyard/http';

/** What the path names, by id or key; `query` says which one where it was parsed already. */
export const flagNameOf = (
  { caller, params, req }: MemberRequest,
  query: FlagReferenceQuery = parseQuery(FlagReferenceQuery, req),
): FlagName => ({
  organizationId: caller.organizationId,
  name: params[0]!,
  ...query,
});

/** The flag that the path names, as it is. */
export const namedFlag = (
  { database }: Context,
  request: MemberRequest,
  query?: FlagReferenceQuery,
): Promise<FlagDocument> => findFlag(database, flagNameOf(request, query));
