import { z } from 'zod';

import { OfrepFailure } from './error-bodies.ts';

/** Body of the OFREP endpoints: OpenFeature's evaluation context. */
export const OfrepRequest = z.looseObject(
  { context: z.looseObject({ targetingKey: z.string().optional() }).nullish() },
  'a JSON object',
);

/** A flag's value in OpenFeature's terms; without `value` the code's own default applies. */
export const OfrepEvaluation = z.strictObject({
  key: z.string(),
  value: z
    .union([z.boolean(), z.string(), z.number(), z.record(z.string(), z.unknown())])
    .optional(),
  reason: z.enum(['DISABLED', 'TARGETING_MATCH', 'SPLIT', 'STATIC']),
  variant: z.string(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type OfrepEvaluation = z.infer<typeof OfrepEvaluation>;

/** A stream that tells when to evaluate again. */
export const OfrepEventStream = z.strictObject({
  type: z.literal('sse'),
  /** Without an origin: it is that of the address which the answer came from. */
  endpoint: z.strictObject({ requestUri: z.string() }),
});
export type OfrepEventStream = z.infer<typeof OfrepEventStream>;

/** Answer of `POST /ofrep/v1/evaluate/flags`. */
export const OfrepEvaluations = z.strictObject({
  flags: z.array(z.union([OfrepEvaluation, OfrepFailure])),
  eventStreams: z.array(OfrepEventStream).optional(),
});
