import { z } from 'zod';

import { eventFields, eventsOf, EventText, hasAny } from './event-fields.ts';

/** An error in code behind a flag; long texts are cut. */
export const ErrorEvent = z
  .looseObject({
    ...eventFields,
    error_type: EventText,
    errorType: EventText,
    error_message: EventText,
    errorMessage: EventText,
    stack_trace: EventText,
    stackTrace: EventText,
    /** Whether the flag was on. */
    flag_enabled: z.boolean().nullish(),
    flagEnabled: z.boolean().nullish(),
  })
  .refine(hasAny('flag_key', 'flagKey'), 'a flag key')
  .refine(hasAny('error_type', 'errorType'), 'a type')
  .refine(hasAny('error_message', 'errorMessage'), 'a message');

/** Body of `POST /api/telemetry/errors`. */
export const ReportErrorsRequest = z.union([
  z.looseObject({ events: eventsOf(ErrorEvent) }),
  z.looseObject({ errors: eventsOf(ErrorEvent) }),
]);
