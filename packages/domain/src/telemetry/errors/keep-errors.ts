import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

import { flagStateOf, type ErrorsOfGroup, type GroupedError } from './grouped-error.ts';

/** Of a group and day. */
const slots = 100;

/**
 * Keeps errors in full, each in the slot after the one before it, so that of a group and day the
 * latest hundred are there. `recorded` says how many of each group there were, these included.
 */
export async function keepErrors(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  groups: ReadonlyMap<string, ErrorsOfGroup>,
  recorded: ReadonlyMap<string, number>,
  day: string,
): Promise<void> {
  const kept = [...groups].flatMap(([name, errors]) => {
    const before = recorded.get(name)! - errors.length;
    const placed = errors.map((error, index) => ({ ...error, slot: (before + index) % slots }));
    return placed.slice(-slots);
  });
  await insert(db, kept, day);
}

async function insert(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  errors: readonly (GroupedError & { slot: number })[],
  day: string,
): Promise<void> {
  const events = errors.map(({ event }) => event);
  const sources = errors.map(({ source }) => source);
  await db.$executeRaw`
    INSERT INTO error_event (organization_id, flag_id, recorded_on, fingerprint, slot,
      application_id, environment, occurred_at, flag_state, type, message, stack, trace_id, "user",
      reporter)
    SELECT organization_id, flag_id, ${day}::date, fingerprint, slot, application_id, environment,
      occurred_at, flag_state, type, message, stack, trace_id, "user", reporter::reporter
    FROM unnest(
      ${arrayOf(sources, ({ organizationId }) => organizationId)}::uuid[],
      ${arrayOf(events, ({ flagId }) => flagId)}::uuid[],
      ${arrayOf(errors, ({ fingerprint }) => fingerprint)}::text[],
      ${arrayOf(errors, ({ slot }) => slot)}::int[],
      ${arrayOf(sources, ({ applicationId }) => applicationId)}::uuid[],
      ${arrayOf(events, ({ environment }) => environment)}::text[],
      ${arrayOf(events, ({ atMs }) => new Date(atMs))}::timestamptz[],
      ${arrayOf(events, flagStateOf)}::text[],
      ${arrayOf(events, ({ type }) => type)}::text[],
      ${arrayOf(events, ({ message }) => message)}::text[],
      ${arrayOf(events, ({ stack }) => stack ?? null)}::text[],
      ${arrayOf(events, ({ traceId }) => traceId ?? null)}::text[],
      ${arrayOf(events, ({ user }) => user ?? null)}::text[],
      ${arrayOf(sources, ({ reporter }) => reporter)}::text[]
    ) AS error (organization_id, flag_id, fingerprint, slot, application_id, environment,
      occurred_at, flag_state, type, message, stack, trace_id, "user", reporter)
    ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (organization_id, flag_id, recorded_on, fingerprint, slot) DO UPDATE SET
      application_id = excluded.application_id, environment = excluded.environment,
      occurred_at = excluded.occurred_at, flag_state = excluded.flag_state, type = excluded.type,
      message = excluded.message, stack = excluded.stack, trace_id = excluded.trace_id,
      "user" = excluded."user", reporter = excluded.reporter`;
}
