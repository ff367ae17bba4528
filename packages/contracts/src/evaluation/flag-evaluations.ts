import { z } from 'zod';

import { EnvironmentName, EvaluationContext } from './evaluation-context.ts';
import { FlagEvaluation } from './flag-evaluation.ts';

const mostKeys = 500;

/** Body of `POST /api/flags/evaluate`: one context, and the flags; all of them where none is named. */
export const EvaluateFlagsRequest = z.looseObject(
  {
    context: EvaluationContext,
    environment: EnvironmentName,
    keys: z
      .array(z.string('a flag key'), 'a list of flag keys')
      .max(mostKeys, `at most ${mostKeys} flag keys`)
      .nullish(),
    explain: z.unknown().optional(),
  },
  'a JSON object',
);

/** Its answer: evaluations by flag key. */
export const FlagEvaluations = z.strictObject({
  flags: z.record(z.string(), FlagEvaluation),
  count: z.int(),
  /** Unix time, seconds. */
  timestamp: z.int(),
  /** Keys no active flag has. */
  not_found: z.array(z.string()),
});
