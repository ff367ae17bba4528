import { z } from 'zod';

import { ClientReporter } from './reporter.ts';

/** Lower-case hexadecimal digits; what is in them was made by us. */
const hex = (digits: number) => z.string().length(digits);

/** What evaluations and errors have in common: names are those of the flag, else `(other)`. */
const reported = {
  flagId: z.uuid(),
  environment: z.string(),
  /** Unix time, milliseconds: at most a day before it was received, never after. */
  atMs: z.int(),
  /** Half a SHA-256 of application, kind and the id that the client gave: a second one is not counted. */
  digest: hex(32).optional(),
  /** A hash of who it was for: 16 hexadecimal digits. */
  user: hex(16).optional(),
  traceId: z.string().optional(),
};

/** An evaluation that a client made, or was answered, and reports. */
export const ReportedEvaluation = z.strictObject({
  ...reported,
  /** Key of the variation served. */
  variation: z.string().optional(),
  result: z.boolean(),
  durationMs: z.number().optional(),
  /** ISO 3166-1 alpha-2 in upper case, or `(other)`. */
  country: z.string().optional(),
  city: z.string().optional(),
  language: z.string().optional(),
});
export type ReportedEvaluation = z.infer<typeof ReportedEvaluation>;

/** An error in code behind a flag, as a client reports it. */
export const ReportedError = z.strictObject({
  ...reported,
  /** Whether the flag was on, where the client says so. */
  enabled: z.boolean().optional(),
  type: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  /** Of type and message: 16 hexadecimal digits, the same for errors that differ in numbers alone. */
  fingerprint: hex(16),
});
export type ReportedError = z.infer<typeof ReportedError>;

/** What one request reported, cleaned and resolved; a batch may come twice, its id tells. */
export const TelemetryBatch = z.strictObject({
  /** UUID, version 7. */
  id: z.uuid(),
  organizationId: z.uuid(),
  applicationId: z.uuid(),
  reporter: ClientReporter,
  receivedAtMs: z.int(),
  evaluations: z.array(ReportedEvaluation),
  errors: z.array(ReportedError),
  /** Keys that no flag has, each once. */
  unknownFlags: z.array(z.strictObject({ key: z.string(), count: z.int().positive() })),
});
export type TelemetryBatch = z.infer<typeof TelemetryBatch>;
