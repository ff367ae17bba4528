import { z } from 'zod';

import { EnvironmentName, EvaluationContext } from './evaluation-context.ts';

/** Body of `POST /api/segments/:segment_id/evaluate`: a context, wrapped or not. */
export const EvaluateSegmentRequest = z.looseObject(
  { context: EvaluationContext, environment: EnvironmentName },
  'a JSON object',
);

/** Its answer. */
export const SegmentEvaluation = z.strictObject({
  /** Nobody belongs to a segment that cannot be evaluated. */
  matches: z.boolean(),
  segment_key: z.string(),
});
