import { expect, test } from 'vitest';

import { evaluationRoutes } from '../../routes/evaluation-routes.ts';
import { createDocumentCheck, type Exchanged } from './document-check.ts';

const check = createDocumentCheck(evaluationRoutes);
const good: Exchanged = {
  method: 'POST',
  path: '/v1/evaluate',
  body: { flagKey: 'a', userIdentifier: 'b' },
  status: 200,
  answer: { value: true, matchedRuleType: null, error: null },
};
const problems = (given: Partial<Exchanged>) => check({ ...good, ...given });

test('what the document allows has no problem', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ status: 503, answer: { status: 503, error: 'x', message: 'y' } })).toEqual([]);
  const list = { method: 'GET', path: '/api/sdk/flags', status: 304, answer: undefined };
  expect(check(list)).toEqual([]);
});

test('what has no route is not looked at', () => {
  expect(problems({ path: '/v2/evaluate', answer: 1 })).toEqual([]);
  expect(problems({ method: 'GET', answer: 1 })).toEqual([]);
});

test.each<[what: string, given: Partial<Exchanged>]>([
  ['an answer without a field', { answer: { value: true, error: null } }],
  ['an answer with one more', { answer: { ...(good.answer as object), more: 1 } }],
  ['a body of another form', { body: { flagKey: 'a' } }],
  ['a status that is not in it', { status: 418 }],
  [
    'an answer where there is none',
    { method: 'GET', path: '/v1/flags', body: undefined, status: 304 },
  ],
  ['an error in the shape of another path', { status: 401, answer: { errorCode: 'GENERAL' } }],
])('finds %s', (_what, given) => {
  expect(problems(given)).toEqual([expect.stringContaining('The document does not')]);
});
