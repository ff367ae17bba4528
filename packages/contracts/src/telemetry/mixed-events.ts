import { z } from 'zod';

import { ErrorEvent } from './error-events.ts';
import { EvaluationEvent } from './evaluation-events.ts';
import { eventsOf } from './event-fields.ts';

/** Body of `POST /api/telemetry`: an event with an error's type is an error, any other an evaluation. */
export const ReportTelemetryRequest = z.looseObject({
  events: eventsOf(z.union([EvaluationEvent, ErrorEvent])),
});
