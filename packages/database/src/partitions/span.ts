import type { PartitionedTable } from './partitioned-tables.ts';

/** A partition's rows: from one midnight, UTC, until before another. */
export interface PartitionSpan {
  /** The table's, with the span's first day at its end. */
  readonly name: string;
  /** Unix time, milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

const dayMs = 86_400_000;

/** The span of a table that a Unix time in milliseconds falls in. */
function spanAt({ table, span }: PartitionedTable, timeMs: number): PartitionSpan {
  const time = new Date(timeMs);
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  const startMs = span === 'day' ? Date.UTC(year, month, time.getUTCDate()) : Date.UTC(year, month);
  const endMs = span === 'day' ? startMs + dayMs : Date.UTC(year, month + 1);
  const digits = new Date(startMs).toISOString().replaceAll('-', '');
  return { name: `${table}_${digits.slice(0, span === 'day' ? 8 : 6)}`, startMs, endMs };
}

/** The spans that times from one to another fall in. */
export function spansBetween(
  table: PartitionedTable,
  fromMs: number,
  untilMs: number,
): PartitionSpan[] {
  const spans = [spanAt(table, fromMs)];
  while (spans.at(-1)!.endMs <= untilMs) spans.push(spanAt(table, spans.at(-1)!.endMs));
  return spans;
}

/** From when on rows are kept, a Unix time in milliseconds: what spans ended by then has had its time. */
export const keptFromMs = (table: PartitionedTable, nowMs: number): number =>
  spanAt(table, nowMs - table.keptDays * dayMs).startMs;

const name = /^.*_(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})?$/;

/** The span of a partition by its name; `undefined` for the default one. */
export function spanOf(table: PartitionedTable, partition: string): PartitionSpan | undefined {
  const { year, month, day = '01' } = name.exec(partition)?.groups ?? {};
  if (year === undefined) return undefined;
  return spanAt(table, Date.UTC(Number(year), Number(month) - 1, Number(day)));
}
