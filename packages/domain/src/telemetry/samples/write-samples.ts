import type { Transaction as DatabaseTransaction } from '@halyard/database';

import type { EvaluationEvent } from '../intake/list-events.ts';

/** One of so many is kept … */
const oneOf = 100;
/** … while its flag's hour has a free slot where it falls. */
const slots = 100;

const hourMs = 3_600_000;

/** Keeps a few evaluations as they were reported; the same ones whenever their batch comes. */
export async function writeSamples(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  events: readonly EvaluationEvent[],
): Promise<void> {
  const sampled = events.filter(({ random }) => random % oneOf === 0);
  if (sampled.length === 0) return;
  const evaluations = sampled.map(({ event }) => event);
  const sources = sampled.map(({ source }) => source);
  await db.$executeRaw`
    INSERT INTO evaluation_sample (organization_id, flag_id, hour, slot, application_id,
      environment, occurred_at, variation, result, "user", duration_ms, trace_id, country, language,
      reporter)
    SELECT organization_id, flag_id, hour, slot, application_id, environment, occurred_at,
      variation, result, "user", duration_ms, trace_id, country, language, reporter::reporter
    FROM unnest(
      ${sources.map(({ organizationId }) => organizationId)}::uuid[],
      ${evaluations.map(({ flagId }) => flagId)}::uuid[],
      ${evaluations.map(({ atMs }) => new Date(atMs - (atMs % hourMs)))}::timestamptz[],
      ${sampled.map(({ random }) => Math.floor(random / oneOf) % slots)}::int[],
      ${sources.map(({ applicationId }) => applicationId)}::uuid[],
      ${evaluations.map(({ environment }) => environment)}::text[],
      ${evaluations.map(({ atMs }) => new Date(atMs))}::timestamptz[],
      ${evaluations.map(({ variation }) => variation ?? '')}::text[],
      ${evaluations.map(({ result }) => result)}::boolean[],
      ${evaluations.map(({ user }) => user ?? null)}::text[],
      ${evaluations.map(({ durationMs }) => durationMs ?? null)}::float8[],
      ${evaluations.map(({ traceId }) => traceId ?? null)}::text[],
      ${evaluations.map(({ country }) => country ?? null)}::text[],
      ${evaluations.map(({ language }) => language ?? null)}::text[],
      ${sources.map(({ reporter }) => reporter)}::text[]
    ) AS sample (organization_id, flag_id, hour, slot, application_id, environment, occurred_at,
      variation, result, "user", duration_ms, trace_id, country, language, reporter)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT DO NOTHING`;
}
