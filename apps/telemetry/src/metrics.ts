import { Counter, type Registry } from '@halyard/http';

import type { EventKind } from './reading/reading.ts';

/** What became of events; `ignored` are those that name no flag. */
export interface EventCounts {
  readonly accepted: Readonly<Record<EventKind, number>>;
  readonly rejected: Readonly<Record<EventKind, number>>;
  readonly unknown: Readonly<Record<EventKind, number>>;
  readonly ignored: number;
}

/** What became of a report of feedback. */
export type FeedbackOutcome =
  | 'accepted'
  | 'unverified'
  | 'invalid'
  | 'insights_off'
  | 'unknown_flag';

export interface TelemetryMetrics {
  noteEvents(counts: EventCounts): void;
  noteFeedback(outcomes: ReadonlyMap<FeedbackOutcome, number>): void;
}

const kinds = ['evaluation', 'error'] as const;

/** Adds telemetry's metrics to the process's registry. */
export function createTelemetryMetrics(registry: Registry): TelemetryMetrics {
  const registers = [registry];
  const events = new Counter({
    name: 'halyard_telemetry_events_total',
    help: 'Events that clients reported, by what became of them.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const reports = new Counter({
    name: 'halyard_feedback_reports_total',
    help: 'Reports of feedback, by what became of them.',
    labelNames: ['outcome'] as const,
    registers,
  });
  return {
    noteEvents({ accepted, rejected, unknown, ignored }) {
      for (const kind of kinds) {
        events.inc({ kind, outcome: 'accepted' }, accepted[kind]);
        events.inc({ kind, outcome: 'rejected' }, rejected[kind]);
        events.inc({ kind, outcome: 'unknown_flag' }, unknown[kind]);
      }
      events.inc({ kind: 'other', outcome: 'ignored' }, ignored);
    },
    noteFeedback(outcomes) {
      for (const [outcome, count] of outcomes) reports.inc({ outcome }, count);
    },
  };
}
