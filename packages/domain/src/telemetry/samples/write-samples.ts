import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

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
      ${arrayOf(sources, ({ organizationId }) => organizationId)}::uuid[],
      ${arrayOf(evaluations, ({ flagId }) => flagId)}::uuid[],
      ${arrayOf(evaluations, ({ atMs }) => new Date(atMs - (atMs % hourMs)))}::timestamptz[],
      ${arrayOf(sampled, ({ random }) => Math.floor(random / oneOf) % slots)}::int[],
      ${arrayOf(sources, ({ applicationId }) => applicationId)}::uuid[],
      ${arrayOf(evaluations, ({ environment }) => environment)}::text[],
      ${arrayOf(evaluations, ({ atMs }) => new Date(atMs))}::timestamptz[],
      ${arrayOf(evaluations, ({ variation }) => variation ?? '')}::text[],
      ${arrayOf(evaluations, ({ result }) => result)}::boolean[],
      ${arrayOf(evaluations, ({ user }) => user ?? null)}::text[],
      ${arrayOf(evaluations, ({ durationMs }) => durationMs ?? null)}::float8[],
      ${arrayOf(evaluations, ({ traceId }) => traceId ?? null)}::text[],
      ${arrayOf(evaluations, ({ country }) => country ?? null)}::text[],
      ${arrayOf(evaluations, ({ language }) => language ?? null)}::text[],
      ${arrayOf(sources, ({ reporter }) => reporter)}::text[]
    ) AS sample (organization_id, flag_id, hour, slot, application_id, environment, occurred_at,
      variation, result, "user", duration_ms, trace_id, country, language, reporter)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT DO NOTHING`;
}
