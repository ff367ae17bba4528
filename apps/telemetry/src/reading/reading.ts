import type { ReportedError, ReportedEvaluation } from '@halyard/contracts';

/** What a path takes; `event` is one event without a list around it. */
export type BodyKind = 'evaluations' | 'errors' | 'mixed' | 'event';

/** All that reading a body depends on beside the body; it can be sent to a thread. */
export interface Reading {
  readonly kind: BodyKind;
  readonly organizationId: string;
  readonly applicationId: string;
  /** What the key is bound to. */
  readonly environment: string | null;
  /** Who it was for is hashed with this. */
  readonly secret: string;
  readonly nowMs: number;
}

export type EventKind = 'evaluation' | 'error';

/** An event whose flag is still to be found; its names are those that the client gave. */
export type ReadEvent =
  | {
      readonly kind: 'evaluation';
      readonly flagKey: string;
      readonly report: Omit<ReportedEvaluation, 'flagId'>;
    }
  | {
      readonly kind: 'error';
      readonly flagKey: string;
      readonly report: Omit<ReportedError, 'flagId'>;
    };

export interface ReadBody {
  readonly events: ReadEvent[];
  /** How many were not as they must be. */
  readonly rejected: Record<EventKind, number>;
  /** How many were neither evaluations nor errors. */
  ignored: number;
}

/** Why nothing of a body can be taken. */
export type Failure = 'no_object' | 'no_list' | 'too_many';

export type ReadOutcome = ReadBody | { readonly failure: Failure };
