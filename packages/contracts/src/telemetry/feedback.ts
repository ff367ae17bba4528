import { z } from 'zod';

import { anythingElse } from './anything-else.ts';

// Without a flag: JSON Schema has none.
const form = /^[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}$/;

/** What `evaluationId` must be. */
export const EvaluationIdText = z.string('a UUID').regex(form, 'a UUID');

/** Body of `POST /v1/feedback/report`; of the other fields, one that is not as it should be drops the report. */
export const ReportFeedbackRequest = z.looseObject(
  {
    /** The `evaluationId` of an answer of `POST /v1/evaluate`. */
    evaluationId: EvaluationIdText,
    /** Boolean: whether the experience succeeded. */
    result: z.unknown().optional(),
    /** 0 to 86 400 000, or null. */
    latencyMs: z.unknown().optional(),
    /** A label of the application's own, or null. */
    errorType: z.unknown().optional(),
  },
  'a JSON object',
);

const mostReports = 500;

/** Body of `POST /v1/feedback/bulk`; items that are not as they should be are dropped. */
export const ReportManyFeedbacksRequest = z.looseObject(
  {
    feedbacks: z
      .array(z.union([ReportFeedbackRequest, anythingElse]), 'a list of reports')
      .max(mostReports, `at most ${mostReports} reports`),
  },
  'a JSON object',
);
