import type { FlagErrors, FlagErrorsQuery } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { findFlag, type FlagName } from '../flags.ts';
import { listErrorEvents } from './error-events.ts';
import { listErrorGroups } from './error-groups.ts';
import { rangeStart } from './range-start.ts';

export type FlagErrorsInput = FlagName & FlagErrorsQuery;

/** The errors of a flag, up to now: all counted, those of a kind together, and some in full. */
export async function readFlagErrors(
  database: Pick<Database, 'flag' | 'errorEvent' | '$queryRaw'>,
  { time_range, limit, ...input }: FlagErrorsInput,
  now: Date,
): Promise<FlagErrors> {
  const flag = await findFlag(database, input);
  const { organizationId, environment, fingerprint } = input;
  const start = rangeStart(time_range, now);
  const which = { organizationId, flagId: flag.id, environment, fingerprint, start };
  const [errors, { total, groups }] = await Promise.all([
    listErrorEvents(database, which, limit),
    listErrorGroups(database, which),
  ]);
  return { flag_id: flag.id, flag_key: flag.key, time_range, errors, groups, total };
}
