import { expect, test } from 'vitest';

import { readReport } from './read-report.ts';

const report = {
  evaluationId: 'A1B2C3D4-e5f6-7890-abcd-ef1234567890',
  result: true,
  latencyMs: 142,
  errorType: null,
};
const read = {
  evaluationId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  result: true,
  latencyUs: 142_000,
  errorType: undefined,
};

test('an evaluation id is the same in either case', () => {
  expect(readReport(report)).toEqual(read);
});

test.each([
  [{ latencyMs: null }, { latencyUs: undefined }],
  [{ latencyMs: undefined }, { latencyUs: undefined }],
  [{ latencyMs: 0.0126 }, { latencyUs: 13 }],
  [{ latencyMs: 86_400_000 }, { latencyUs: 86_400_000_000 }],
  [{ errorType: 'TIME\0OUT' }, { errorType: 'TIMEOUT' }],
  [{ errorType: 'x'.repeat(300) }, { errorType: 'x'.repeat(200) }],
])('%j is taken', (given, expected) => {
  expect(readReport({ ...report, ...given })).toEqual({ ...read, ...expected });
});

test.each([
  { evaluationId: 5 },
  { evaluationId: 'a1b2c3d4' },
  { result: 'true' },
  { result: null },
  { latencyMs: -1 },
  { latencyMs: 86_400_001 },
  { latencyMs: '142' },
  { errorType: 5 },
])('%j is dropped', (given) => {
  expect(readReport({ ...report, ...given })).toBe(undefined);
});

test.each([null, 5, 'text', [], undefined])('%j is no report', (given) => {
  expect(readReport(given)).toBe(undefined);
});
