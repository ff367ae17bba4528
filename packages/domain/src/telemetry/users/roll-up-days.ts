import { mergeEncodedUsers } from '@halyard/sketches';

import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';
import { withTransaction, type Transaction } from '../../transaction/with-transaction.ts';
import { keyedSketch } from './merge-pending.ts';
import { mergeSketches, type KeyedSketch, type SketchKey } from './merge-sketches.ts';
import { fromSketchText, sketchText } from './sketch-text.ts';
import { sumOfAll } from './sum-of-all.ts';
import { dailyUsers } from './users-table.ts';

const dayMs = 86_400_000;
/** So long sketches are kept by the hour. */
const hourlyMs = 2 * dayMs;
const timeoutMs = 30_000;

/**
 * Merges the sketches of hours into those of their days once these ended two days ago: one flag's at a
 * time, so that readers see each user in the one or the other. Gives how many hours' sketches.
 */
export async function rollUpDays(ctx: Context): Promise<number> {
  authorise(ctx, 'telemetry:record', null);
  const untilMs = startOfDay(ctx.now().getTime() - hourlyMs);
  return sumOfAll(await listFlags(ctx, untilMs), (flag) =>
    withTransaction(ctx, (tx) => rollUp(tx, flag, untilMs), timeoutMs),
  );
}

const startOfDay = (timeMs: number): number => timeMs - (timeMs % dayMs);

interface FlagOf {
  organizationId: string;
  flagId: string;
}

const listFlags = ({ database }: Context, untilMs: number): Promise<FlagOf[]> =>
  database.$queryRaw`
    SELECT DISTINCT organization_id::text AS "organizationId", flag_id::text AS "flagId"
    FROM hourly_users WHERE hour < ${new Date(untilMs)}::timestamptz`;

type HourRow = Omit<SketchKey, 'startsAtMs'> & { hour: Date; sketch: string };

async function rollUp(
  { db }: Transaction,
  { organizationId, flagId }: FlagOf,
  untilMs: number,
): Promise<number> {
  await db.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`users ${organizationId}`}, 0))::text`;
  const rows = await db.$queryRaw<HourRow[]>`
    DELETE FROM hourly_users WHERE organization_id = ${organizationId}::uuid
      AND flag_id = ${flagId}::uuid AND hour < ${new Date(untilMs)}::timestamptz
    RETURNING flag_id::text AS "flagId", hour, environment, application_id::text AS "applicationId",
      kind, name, detail, reporter::text AS reporter, ${sketchText} AS sketch`;
  const days = new Map<string, KeyedSketch>();
  for (const { hour, sketch, ...key } of rows) {
    const startsAtMs = startOfDay(hour.getTime());
    mergeEncodedUsers(keyedSketch(days, { ...key, startsAtMs }).sketch, fromSketchText(sketch));
  }
  await mergeSketches(db, dailyUsers, organizationId, [...days.values()]);
  return rows.length;
}
