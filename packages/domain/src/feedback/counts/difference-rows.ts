import { sql, type Sql } from '@halyard/database';
import { encodeLatencies } from '@halyard/sketches';

import type { Difference } from './difference.ts';

/** Differences as rows of a statement, in which they are called `difference`; `place` is theirs in the list. */
export const differenceRows = (differences: readonly Difference[]): Sql => sql`
  json_to_recordset(${JSON.stringify(differences.map(toRow))}::json) AS difference (
    place int, organization_id uuid, flag_id uuid, hour timestamptz(0), environment text,
    application_id uuid, value boolean, reporter reporter, successes bigint, failures bigint,
    latencies bigint, latency_us bigint, sketch text)`;

const toRow = (difference: Difference, place: number) => ({
  place,
  organization_id: difference.organizationId,
  flag_id: difference.flagId,
  hour: new Date(difference.hourMs),
  environment: difference.environment,
  application_id: difference.applicationId,
  value: difference.value,
  reporter: difference.reporter,
  successes: difference.successes,
  failures: difference.failures,
  latencies: difference.latencies,
  latency_us: difference.latencyUs,
  sketch: Buffer.from(encodeLatencies(difference.sketch)).toString('base64'),
});
