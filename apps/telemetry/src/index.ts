export { createFlagErrors, type FlagErrorsOptions } from './errors/create-flag-errors.ts';
export { serveReading } from './reading/thread/serve-reading.ts';
export { createTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.ts';
