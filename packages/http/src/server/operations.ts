import express, { type Express } from 'express';
import type { Registry } from 'prom-client';

/** Why this process cannot do its work now; nothing when it can. */
export type ReadinessCheck = () => string | undefined;

/** What is worth knowing although the process does its work; nothing when all is well. */
type ReadinessNote = () => string | undefined;

export interface OperationsOptions {
  metrics: Registry;
  /** Name → check; `/readyz` answers 200 when every one passes. */
  checks: Record<string, ReadinessCheck>;
  /** Name → note; shown by `/readyz`, whose status they leave alone. */
  notes?: Record<string, ReadinessNote>;
}

/** The operators' port: `/healthz` (the process lives), `/readyz` (it can work), `/metrics`. */
export function createOperationsApp({ metrics, checks, notes = {} }: OperationsOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', (_req, res) => {
    const results = Object.entries(checks).map(([name, check]) => [name, check() ?? 'ok'] as const);
    const isReady = results.every(([, result]) => result === 'ok');
    res.status(isReady ? 200 : 503);
    res.json({
      status: isReady ? 'ready' : 'not_ready',
      checks: Object.fromEntries(results),
      notes: Object.fromEntries(Object.entries(notes).map(([name, note]) => [name, note()])),
    });
  });
  app.get('/metrics', async (_req, res) => {
    const text = await metrics.metrics();
    res.type(metrics.contentType).send(text);
  });
  return app;
}
