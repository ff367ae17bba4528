import type { RouteExample } from '../routes/route.ts';

const answer = { accepted: 1, rejected: 0, unknown_flags: 0 };

const evaluation = {
  flag_key: 'my-feature-flag',
  result: true,
  context: { user_id: 'user-123' },
  duration_ms: 0.8,
  trace_id: 'trace-abc-123',
  timestamp: '2025-01-18T12:34:56.789Z',
};

const error = {
  flag_key: 'checkout-redesign',
  flag_enabled: true,
  error_type: 'TypeError',
  error_message: "Cannot read property 'price' of undefined",
  stack_trace: 'at processCheckout (checkout.js:45:12)...',
  context: { user_id: 'user-789' },
  trace_id: 'trace-def-456',
  timestamp: '2025-01-18T12:40:00.000Z',
};

export const reportEvaluations = { body: { events: [evaluation] }, answer } satisfies RouteExample;

export const reportErrors = { body: { events: [error] }, answer } satisfies RouteExample;

export const reportTelemetry = {
  body: { events: [evaluation, error] },
  answer: { ...answer, accepted: 2 },
} satisfies RouteExample;

export const reportEvent = {
  body: {
    event: 'flag_evaluated',
    context: { userId: 'user-123', attributes: {} },
    properties: { flag_key: 'my-feature-flag', result: true },
    timestamp: '2025-01-18T12:34:56.789Z',
  },
  answer,
} satisfies RouteExample;

const feedback = {
  evaluationId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  result: true,
  latencyMs: 142,
  errorType: null,
};

export const reportFeedback = { body: feedback } satisfies RouteExample;

export const reportManyFeedbacks = {
  body: {
    feedbacks: [
      feedback,
      {
        evaluationId: 'b2c3d4e5-f6a7-8901-bcde-f12345678901',
        result: false,
        latencyMs: 890,
        errorType: 'TIMEOUT',
      },
    ],
  },
} satisfies RouteExample;
