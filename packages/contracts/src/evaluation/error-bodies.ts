import { z } from 'zod';

/** Error body of `/api/*`, and of `/v1/flags*`. */
export const ApiError = z.strictObject({
  error: z.string(),
  message: z.string(),
  request_id: z.string(),
  details: z.array(z.strictObject({ field: z.string(), expected: z.string() })).optional(),
});
export type ApiError = z.infer<typeof ApiError>;

/** Error body of `/v1/evaluate*` and `/v1/feedback*`. */
export const V1Error = z.strictObject({ status: z.int(), error: z.string(), message: z.string() });
export type V1Error = z.infer<typeof V1Error>;

/** Error body of `/ofrep/*`, in OpenFeature's codes. */
export const OfrepFailure = z.strictObject({
  /** The flag asked for; absent where many were. */
  key: z.string().optional(),
  errorCode: z.enum([
    'FLAG_NOT_FOUND',
    'PARSE_ERROR',
    'TARGETING_KEY_MISSING',
    'INVALID_CONTEXT',
    'GENERAL',
  ]),
  errorDetails: z.string(),
});
export type OfrepFailure = z.infer<typeof OfrepFailure>;
