import { other } from '@halyard/contracts';
import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

import { nameOfGroup, type ErrorsOfGroup } from './grouped-error.ts';

/**
 * Notes what the errors of each group are and when they were seen. Gives how many of each were
 * recorded on that day, these included.
 */
export async function noteGroups(
  db: Pick<DatabaseTransaction, '$queryRaw'>,
  groups: ReadonlyMap<string, ErrorsOfGroup>,
  day: string,
): Promise<Map<string, number>> {
  const notes = [...groups.values()].map(toNote);
  const rows = await db.$queryRaw<{ flagId: string; fingerprint: string; recorded: number }[]>`
    INSERT INTO error_group AS known (organization_id, flag_id, fingerprint, type, message,
      first_seen_at, last_seen_at, recorded, recorded_on)
    SELECT *, ${day}::date FROM unnest(
      ${arrayOf(notes, ({ organizationId }) => organizationId)}::uuid[],
      ${arrayOf(notes, ({ flagId }) => flagId)}::uuid[],
      ${arrayOf(notes, ({ fingerprint }) => fingerprint)}::text[],
      ${arrayOf(notes, ({ type }) => type)}::text[],
      ${arrayOf(notes, ({ message }) => message)}::text[],
      ${arrayOf(notes, ({ first }) => first)}::timestamptz[],
      ${arrayOf(notes, ({ last }) => last)}::timestamptz[],
      ${arrayOf(notes, ({ errors }) => errors)}::bigint[]
    ) AS note (organization_id, flag_id, fingerprint, type, message, first_seen_at, last_seen_at,
      recorded)
    ORDER BY 1, 2, 3
    ON CONFLICT (organization_id, flag_id, fingerprint) DO UPDATE SET
      first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
      recorded_on = excluded.recorded_on,
      recorded = excluded.recorded
        + CASE WHEN known.recorded_on = excluded.recorded_on THEN known.recorded ELSE 0 END
    RETURNING flag_id::text AS "flagId", fingerprint, recorded::float8`;
  return new Map(
    rows.map(({ flagId, fingerprint, recorded }) => [nameOfGroup(flagId, fingerprint), recorded]),
  );
}

function toNote(errors: ErrorsOfGroup) {
  const [{ source, event, fingerprint }] = errors;
  const times = errors.map((error) => error.event.atMs).toSorted((a, b) => a - b);
  const { type, message } = fingerprint === other ? { type: other, message: '' } : event;
  return {
    organizationId: source.organizationId,
    flagId: event.flagId,
    fingerprint,
    type,
    message,
    first: new Date(times[0]!),
    last: new Date(times.at(-1)!),
    errors: errors.length,
  };
}
