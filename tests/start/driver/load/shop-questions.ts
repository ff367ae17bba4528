import type { Question } from './question.ts';

const context = { user_id: 'user-123', environment: 'production' };

const one = { body: { context }, evaluations: 1 };
const list = { evaluations: 0 };

/** What the demo's web shop is asked, on every kind of route. */
export const shopQuestions: readonly Question[] = [
  { ...one, path: '/api/flags/new-checkout/evaluate', holds: '"enabled":true' },
  { ...one, path: '/api/evaluate/checkout-button', holds: '"variation":"' },
  { ...one, path: '/v1/flags/search-settings/evaluate', holds: '"ranking":"relevance"' },
  { ...one, path: '/v1/flags/checkout-button/variation', holds: '{"value":"' },
  {
    path: '/v1/evaluate',
    body: { flagKey: 'search-settings', userIdentifier: 'user-123' },
    holds: '{"value":true,"matchedRuleType":null,"error":null}',
    evaluations: 1,
  },
  {
    path: '/v1/evaluate/bulk',
    body: { flagKey: 'order-history', userIdentifiers: ['user-123', 'nobody', 'user-123'] },
    holds: '"nobody":{"value":false,',
    evaluations: 2,
  },
  {
    path: '/api/flags/evaluate',
    body: { context, keys: ['new-checkout', 'order-history', 'no-such-flag'] },
    holds: '"not_found":["no-such-flag"]',
    evaluations: 2,
  },
  {
    path: '/ofrep/v1/evaluate/flags/checkout-button',
    body: { context: { targetingKey: 'user-123' } },
    holds: '"reason":"SPLIT"',
    evaluations: 1,
  },
  {
    path: '/ofrep/v1/evaluate/flags',
    body: { context: { targetingKey: 'user-123' } },
    holds: '"key":"maintenance"',
    // Nine flags of the shop and one of all applications.
    evaluations: 10,
  },
  { ...list, path: '/api/sdk/flags', holds: '"order-history"' },
  { ...list, path: '/api/sdk/enterprise-flags', holds: '"maintenance"' },
  { ...list, path: '/api/sdk/snapshot', holds: '"beta-testers"' },
  { ...list, path: '/v1/flags', holds: '"order-history"' },
];
