/** A table whose rows go with their partition. */
export interface PartitionedTable {
  readonly table: string;
  /** The column that says which partition a row is in. */
  readonly column: string;
  /** Whether the column is a date; else it is a time. */
  readonly isDate: boolean;
  /** What a partition spans, in UTC. */
  readonly span: 'day' | 'month';
  /** How long a partition stays after its end. */
  readonly keptDays: number;
}

/** As long as people may look back, and a month more. */
const thirteenMonths = 396;

/** Every table that is partitioned, and how long what is in it stays. */
export const partitionedTables: readonly PartitionedTable[] = [
  // Jobs may be replayed for seven days; their ids are those of the two days before.
  { table: 'event_id', column: 'generation', isDate: true, span: 'day', keptDays: 9 },
  { table: 'hourly_users', column: 'hour', isDate: false, span: 'day', keptDays: 7 },
  { table: 'evaluation_sample', column: 'hour', isDate: false, span: 'day', keptDays: 30 },
  // An evaluation's id is good for 30 days.
  { table: 'feedback', column: 'evaluated_at', isDate: false, span: 'day', keptDays: 32 },
  { table: 'error_event', column: 'recorded_on', isDate: true, span: 'day', keptDays: 90 },
  { table: 'flag_count', column: 'hour', isDate: false, span: 'month', keptDays: thirteenMonths },
  { table: 'place_count', column: 'hour', isDate: false, span: 'month', keptDays: thirteenMonths },
  {
    table: 'language_count',
    column: 'hour',
    isDate: false,
    span: 'month',
    keptDays: thirteenMonths,
  },
  { table: 'error_count', column: 'hour', isDate: false, span: 'month', keptDays: thirteenMonths },
  {
    table: 'feedback_count',
    column: 'hour',
    isDate: false,
    span: 'month',
    keptDays: thirteenMonths,
  },
  { table: 'daily_users', column: 'day', isDate: true, span: 'month', keptDays: thirteenMonths },
];
