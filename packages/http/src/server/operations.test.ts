import request from 'supertest';
import { describe, expect, test } from 'vitest';

import { Counter, createMetrics } from '../process/metrics.ts';
import { createOperationsApp } from './operations.ts';

describe('the operators’ port', () => {
  const metrics = createMetrics('test');
  let problem: string | undefined = 'loading';
  let note: string | undefined;
  const app = createOperationsApp({
    metrics,
    checks: { replica: () => problem, always: () => undefined },
    notes: { replica: () => note, other: () => undefined },
  });

  test('/healthz answers as long as the process lives', async () => {
    const answer = await request(app).get('/healthz');
    expect(answer.status).toBe(200);
  });

  test('/readyz is 503 with the reason until every check passes', async () => {
    const before = await request(app).get('/readyz');
    expect(before.status).toBe(503);
    expect(before.body).toEqual({
      status: 'not_ready',
      checks: { replica: 'loading', always: 'ok' },
      notes: {},
    });
    problem = undefined;
    const after = await request(app).get('/readyz');
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ status: 'ready', checks: { replica: 'ok', always: 'ok' } });
  });

  test('/readyz shows what is worth knowing, and stays 200', async () => {
    note = 'stale';
    const answer = await request(app).get('/readyz');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ notes: { replica: 'stale' } });
  });

  test('/metrics shows what any part has added to the registry', async () => {
    const counter = new Counter({
      name: 'halyard_test_total',
      help: 'A test.',
      registers: [metrics],
    });
    counter.inc(3);
    const answer = await request(app).get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.text).toContain('halyard_test_total{service="test"} 3');
    expect(answer.text).toContain('process_cpu_seconds_total');
  });
});
