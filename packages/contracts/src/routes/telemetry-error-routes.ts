import { listFlagErrors } from '../examples/flag-errors.ts';
import { FlagErrors, FlagErrorsQuery } from '../telemetry/flag-errors.ts';
import type { Route } from './route.ts';

/** What the telemetry service tells members. */
export const telemetryErrorRoutes = [
  {
    service: 'telemetry',
    origins: 'same',
    access: 'token',
    method: 'GET',
    path: '/api/telemetry/flags/:flag_id/errors',
    can: 'telemetry:read',
    summary:
      'Lists errors in code behind a flag, the latest first, and says of what kinds they are.',
    query: FlagErrorsQuery,
    example: listFlagErrors,
    answers: { 200: FlagErrors },
  },
] as const satisfies readonly Route[];
