import { z } from 'zod';

import { eventFields, eventsOf, EventText, hasAny } from './event-fields.ts';

const Result = z.boolean().nullish();

/** An evaluation that a client made, or was answered. */
export const EvaluationEvent = z
  .looseObject({
    ...eventFields,
    /** What it came to; the first of these that is there counts. */
    result: Result,
    value: Result,
    enabled: Result,
    flag_enabled: Result,
    flagEnabled: Result,
    variation: EventText,
    variant: EventText,
    duration_ms: z.number().nullish(),
    durationMs: z.number().nullish(),
  })
  .refine(hasAny('flag_key', 'flagKey'), 'a flag key')
  .refine(hasAny('result', 'value', 'enabled', 'flag_enabled', 'flagEnabled'), 'a result');

/** Body of `POST /api/telemetry/evaluations`. */
export const ReportEvaluationsRequest = z.union([
  z.looseObject({ events: eventsOf(EvaluationEvent) }),
  z.looseObject({ evaluations: eventsOf(EvaluationEvent) }),
]);
