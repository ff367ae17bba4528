import express, { type Express } from 'express';
import type { Registry } from 'prom-client';

/** Why this process cannot do its work now; nothing when it can. */
export type ReadinessCheck = () => string | undefined;

export interface OperationsOptions {
  metrics: Registry;
  /** Name → check; `/readyz` answers 200 when every one passes. */
  checks: Record<string, ReadinessCheck>;
}

/** The operators' port: `/healthz` (the process lives), `/readyz` (it can work), `/metrics`. */
export function createOperationsApp({ metrics, checks }: OperationsOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', (_req, res) => {
    const results = Object.entries(checks).map(([name, check]) => [name, check() ?? 'ok'] as const);
    const isReady = results.every(([, result]) => result === 'ok');
    res.status(isReady ? 200 : 503);
    res.json({ status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(results) });
  });
  app.get('/metrics', async (_req, res) => {
    const text = await metrics.metrics();
    res.type(metrics.contentType).send(text);
  });
  return app;
}
