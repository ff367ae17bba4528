import { FlagErrorsQuery } from '@halyard/contracts';
import { readFlagErrors } from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { FlagErrorsOptions } from './create-flag-errors.ts';

export const listFlagErrors =
  ({ database, now }: Pick<FlagErrorsOptions, 'database' | 'now'>): MemberHandler =>
  async ({ caller: { organizationId }, params, req }) => {
    const flag = { organizationId, name: params[0]!, ...parseQuery(FlagErrorsQuery, req) };
    return ok(await readFlagErrors(database, flag, new Date(now())));
  };
