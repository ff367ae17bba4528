/** What a condition looked at and found, in the order it looked. */
export type ConditionTrace =
  | {
      kind: 'group';
      operator: 'and' | 'or' | 'none' | 'not';
      matches: boolean;
      /** Only the members that were looked at: the rest could change nothing. */
      rules: Trace;
    }
  | { kind: 'test'; attribute: string; operator: string; seen: unknown; matches: boolean }
  | {
      kind: 'segment';
      segment: string;
      operator: 'in' | 'not_in';
      because: 'excluded' | 'included' | 'rules';
      matches: boolean;
      rules: Trace;
    }
  | ({ kind: 'percent'; matches: boolean } & BucketTrace);

/** A bucket and what it was compared with; no bucket where there was no identifier. */
export interface BucketTrace {
  bucket: number | undefined;
  /** In where the bucket is below it. */
  threshold: number;
}

/** Notes of one evaluation, outermost first. */
export type Trace = TraceStep[];

/** One step of the evaluation order, with the conditions that decided it before it. */
export type TraceStep =
  | ConditionTrace
  | { kind: 'broken'; problems: readonly { field: string; expected: string }[] }
  | { kind: 'switch'; environment: string; enabled: boolean }
  | { kind: 'schedule'; startAt: number | undefined; endAt: number | undefined; open: boolean }
  | { kind: 'prerequisite'; flagId: string; met: boolean; steps: Trace }
  | { kind: 'gate'; matches: boolean; conditions: Trace }
  | ({ kind: 'rule'; id: string; matches: boolean; conditions: Trace } & BucketTrace)
  | ({ kind: 'rollout'; matches: boolean } & BucketTrace)
  | { kind: 'variation'; bucket: number | undefined; total: number; variation: string | undefined };
