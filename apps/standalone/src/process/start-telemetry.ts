import { Worker } from 'node:worker_threads';

import { createEvaluationIds } from '@halyard/auth';
import type { Counters } from '@halyard/coordination';
import type { KeyUsage } from '@halyard/http';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';
import { createTelemetry, type Telemetry } from '@halyard/telemetry';

import { readEvaluationSecrets, readIdentifierSecret } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

interface TelemetryParts {
  replica: Replica;
  queues: Queues;
  counters: Counters;
  keyUsage: KeyUsage;
}

/** The build puts it beside the bundle. */
const readingScript = new URL('read-telemetry.js', import.meta.url);

/** The telemetry service of `serve`, started. */
export async function startTelemetry(
  { config, metrics, log, closers }: ProcessContext,
  parts: TelemetryParts,
): Promise<Telemetry> {
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const telemetry = createTelemetry({
    ...parts,
    verifyEvaluationId: createEvaluationIds({ secrets, now: Date.now }).verify,
    secret: await readIdentifierSecret(config.INSTALLATION_KEY_FILE),
    startReading: () => new Worker(readingScript),
    allowsKeyInQuery: config.ALLOW_KEY_IN_QUERY,
    metrics,
    log,
    now: Date.now,
  });
  closers.add(telemetry.close);
  telemetry.start();
  return telemetry;
}
