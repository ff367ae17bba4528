import {
  reportErrors,
  reportEvaluations,
  reportEvent,
  reportFeedback,
  reportManyFeedbacks,
  reportTelemetry,
} from '../examples/telemetry.ts';
import { ReportErrorsRequest } from '../telemetry/error-events.ts';
import { ReportEvaluationsRequest } from '../telemetry/evaluation-events.ts';
import { ReportFeedbackRequest, ReportManyFeedbacksRequest } from '../telemetry/feedback.ts';
import { ReportTelemetryRequest } from '../telemetry/mixed-events.ts';
import { ReportEventRequest } from '../telemetry/mobile-event.ts';
import { TelemetryReceipt } from '../telemetry/telemetry-receipt.ts';
import type { Route } from './route.ts';

const oneReport = 64 * 1024;
const manyReports = 1024 * 1024;
const batch = 10 * 1024 * 1024;

const post = { service: 'telemetry', method: 'POST', access: 'key', origins: 'any' } as const;
const receipt = { ...post, answers: { 202: TelemetryReceipt } } as const;
const done = { ...post, answers: { 204: null } } as const;

/** Everything the telemetry service answers. */
export const telemetryRoutes = [
  {
    ...receipt,
    path: '/api/telemetry/evaluations',
    summary: 'Takes evaluations that clients report.',
    body: { schema: ReportEvaluationsRequest, maxBytes: batch },
    example: reportEvaluations,
  },
  {
    ...receipt,
    path: '/api/telemetry/errors',
    summary: 'Takes errors in code behind flags.',
    body: { schema: ReportErrorsRequest, maxBytes: batch },
    example: reportErrors,
  },
  {
    ...receipt,
    path: '/api/telemetry',
    summary: 'Takes evaluations and errors mixed.',
    body: { schema: ReportTelemetryRequest, maxBytes: batch },
    example: reportTelemetry,
  },
  {
    ...receipt,
    path: '/v1/events',
    summary: 'Takes one event of a mobile client; it is counted where it names a flag.',
    body: { schema: ReportEventRequest, maxBytes: batch },
    example: reportEvent,
  },
  {
    ...done,
    path: '/v1/feedback/report',
    summary: 'Takes what became of one evaluation.',
    body: { schema: ReportFeedbackRequest, maxBytes: oneReport },
    example: reportFeedback,
  },
  {
    ...done,
    path: '/v1/feedback/bulk',
    summary: 'Takes what became of up to 500 evaluations.',
    body: { schema: ReportManyFeedbacksRequest, maxBytes: manyReports },
    example: reportManyFeedbacks,
  },
] as const satisfies readonly Route[];
