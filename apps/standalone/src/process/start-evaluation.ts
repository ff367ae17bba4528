import { hostname } from 'node:os';

import { createEvaluationIds, createStreamTokens } from '@halyard/auth';
import type { Counters } from '@halyard/coordination';
import { readEvaluations, type Database } from '@halyard/database';
import {
  buildApp,
  createMetering,
  openGeoIp,
  type EvaluationApp,
  type Metering,
} from '@halyard/evaluation';
import { createClientAddress, type KeyUsage, type TokenVerifier } from '@halyard/http';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';

import { readEvaluationSecrets, readIdentifierSecret } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

interface EvaluationParts {
  replica: Replica;
  database: Database;
  queues: Queues;
  counters: Counters;
  verifyToken: TokenVerifier['verify'];
}

/** The evaluation service of `serve`, started. */
export async function startEvaluation(
  context: ProcessContext,
  parts: EvaluationParts,
): Promise<EvaluationApp & { keyUsage: KeyUsage }> {
  const { config, metrics, log, closers } = context;
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const geoIp = config.GEOIP_DATABASE ? await openGeoIp(config.GEOIP_DATABASE, { log }) : undefined;
  if (geoIp) closers.add(geoIp.close);
  const metering = await startMetering(context, parts);
  const app = buildApp({
    replica: parts.replica,
    ...metering,
    verifyToken: parts.verifyToken,
    clientAddress: createClientAddress(config.TRUST_PROXY),
    allowsKeyInQuery: config.ALLOW_KEY_IN_QUERY,
    geoIp,
    mintEvaluationId: createEvaluationIds({ secrets, now: Date.now }).mint,
    mintStreamToken: createStreamTokens({ secrets, now: Date.now }).mint,
    metrics,
    log,
    now: Date.now,
  });
  return { ...app, keyUsage: metering.keyUsage };
}

async function startMetering(
  { config, metrics, log, closers }: ProcessContext,
  { database, queues, counters }: EvaluationParts,
): Promise<Metering> {
  const metering = createMetering({
    counters,
    queues,
    readEvaluations: (organizationId, month) => readEvaluations(database, organizationId, month),
    secret: await readIdentifierSecret(config.INSTALLATION_KEY_FILE),
    node: hostname(),
    metrics,
    log,
    now: Date.now,
  });
  closers.add(metering.close);
  metering.start();
  return metering;
}
