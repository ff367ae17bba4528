import { createEvaluationIds } from '@halyard/auth';
import { buildApp, openGeoIp, type EvaluationApp } from '@halyard/evaluation';
import { createClientAddress, createTokenVerifier } from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { readEvaluationSecrets } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';
import { startMetering, type MeteringDeps } from './start-metering.ts';

/** The evaluation service of `serve`, started. */
export async function startEvaluation(
  context: ProcessContext,
  { replica, ...deps }: MeteringDeps & { replica: Replica },
): Promise<EvaluationApp> {
  const { config, metrics, log, closers } = context;
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const geoIp = config.GEOIP_DATABASE ? await openGeoIp(config.GEOIP_DATABASE, { log }) : undefined;
  if (geoIp) closers.add(geoIp.close);
  return buildApp({
    replica,
    ...(await startMetering(context, deps)),
    verifyToken: createTokenVerifier({ jwksUrl: config.JWKS_URL, log, now: Date.now }).verify,
    clientAddress: createClientAddress(config.TRUST_PROXY),
    allowsKeyInQuery: config.ALLOW_KEY_IN_QUERY,
    geoIp,
    mintEvaluationId: createEvaluationIds({ secrets, now: Date.now }).mint,
    metrics,
    log,
    now: Date.now,
  });
}
