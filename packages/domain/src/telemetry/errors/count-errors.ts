import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

import { flagStateOf, type GroupedError } from './grouped-error.ts';

const hourMs = 3_600_000;

/** Adds errors to the hours' rows; PostgreSQL adds up those of one row. */
export async function countErrors(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  errors: readonly GroupedError[],
): Promise<void> {
  const events = errors.map(({ event }) => event);
  const sources = errors.map(({ source }) => source);
  await db.$executeRaw`
    INSERT INTO error_count (organization_id, flag_id, hour, environment, application_id,
      fingerprint, flag_state, reporter, count)
    SELECT organization_id, flag_id, hour, environment, application_id, fingerprint, flag_state,
      reporter::reporter, count(*)
    FROM unnest(
      ${arrayOf(sources, ({ organizationId }) => organizationId)}::uuid[],
      ${arrayOf(events, ({ flagId }) => flagId)}::uuid[],
      ${arrayOf(events, ({ atMs }) => new Date(atMs - (atMs % hourMs)))}::timestamptz[],
      ${arrayOf(events, ({ environment }) => environment)}::text[],
      ${arrayOf(sources, ({ applicationId }) => applicationId)}::uuid[],
      ${arrayOf(errors, ({ fingerprint }) => fingerprint)}::text[],
      ${arrayOf(events, flagStateOf)}::text[],
      ${arrayOf(sources, ({ reporter }) => reporter)}::text[]
    ) AS error (organization_id, flag_id, hour, environment, application_id, fingerprint,
      flag_state, reporter)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (organization_id, flag_id, hour, environment, application_id, fingerprint,
      flag_state, reporter)
    DO UPDATE SET count = error_count.count + excluded.count`;
}
