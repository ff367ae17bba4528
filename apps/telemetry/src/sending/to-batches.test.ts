import type { ReportedError, TelemetryBatch } from '@halyard/contracts';
import { expect, test } from 'vitest';

import type { ResolvedEvents } from '../resolving/resolve-events.ts';
import { toBatches } from './to-batches.ts';

const header = {
  organizationId: crypto.randomUUID(),
  applicationId: crypto.randomUUID(),
  reporter: 'public',
  receivedAtMs: 1,
} as const;
const errorOf = (stack: string): ReportedError => ({
  flagId: crypto.randomUUID(),
  environment: 'production',
  atMs: 1,
  type: 'E',
  message: 'failed',
  stack,
  fingerprint: 'f'.repeat(16),
});
const events = (given: Partial<ResolvedEvents>): ResolvedEvents => ({
  evaluations: [],
  errors: [],
  unknownKeys: new Map(),
  unknown: { evaluation: 0, error: 0 },
  ...given,
});
const errorsOf = (batches: TelemetryBatch[]) => batches.flatMap((batch) => batch.errors);

test('of nothing there is no batch', () => {
  expect(toBatches(events({}), header)).toEqual([]);
});

test('a request of the usual size is one batch', () => {
  const unknownKeys = new Map([['gone', 2]]);
  const [batch, ...more] = toBatches(events({ unknownKeys, errors: [errorOf('at x')] }), header);
  expect(batch).toMatchObject({ ...header, unknownFlags: [{ key: 'gone', count: 2 }] });
  expect(batch?.errors).toHaveLength(1);
  expect(more).toEqual([]);
});

test('what is too large for a job is several, none of them long, with everything once', () => {
  const errors = Array.from({ length: 1_000 }, () => errorOf('s'.repeat(8_000)));
  const batches = toBatches(events({ errors }), header);
  expect(errorsOf(batches)).toEqual(errors);
  expect(new Set(batches.map(({ id }) => id)).size).toBe(batches.length);
  for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThan(300_000);
});
