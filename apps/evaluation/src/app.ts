import type { RequestListener } from 'node:http';

import { routes } from '@halyard/contracts';
import { createExpressApp, type Logger, type Registry } from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { createAuthenticate } from './authenticate.ts';
import { createHotRoutes } from './hot-routes.ts';
import type { KeyUsage } from './key-usage.ts';
import { createEvaluationMetrics } from './metrics.ts';
import { evaluateFlag } from './routes/evaluate-flag.ts';
import { evaluateV1 } from './routes/evaluate-v1.ts';

export interface EvaluationDeps {
  replica: Pick<
    Replica,
    'findKey' | 'lookUpKey' | 'trustsKeys' | 'find' | 'isReady' | 'status' | 'count'
  >;
  keyUsage: Pick<KeyUsage, 'record'>;
  metrics: Registry;
  log: Logger;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Evaluation's listener: the hot routes first, everything else by Express. */
export function buildApp(deps: EvaluationDeps): RequestListener {
  const { evaluations } = createEvaluationMetrics(deps.metrics, deps.replica);
  const routeDeps = { replica: deps.replica, now: deps.now, evaluations };
  const answerHotRoute = createHotRoutes({
    authenticate: createAuthenticate(deps),
    log: deps.log,
    handlers: {
      '/api/flags/:key/evaluate': evaluateFlag(routeDeps),
      '/v1/evaluate': evaluateV1(routeDeps),
    },
  });
  const express = createExpressApp({
    routes: routes.filter((route) => route.service === 'evaluation'),
    log: deps.log,
  });
  return (req, res) => {
    if (!answerHotRoute(req, res)) express(req, res);
  };
}
