import { createStreamTokens } from '@halyard/auth';
import type { HttpServer, KeyUsage, TokenVerifier } from '@halyard/http';
import type { Replica } from '@halyard/replica';
import { createStreaming, type Streaming } from '@halyard/streaming';

import { readEvaluationSecrets } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

interface StreamingParts {
  replica: Replica;
  keyUsage: KeyUsage;
  verifyToken: TokenVerifier['verify'];
}

/** The streaming service of `serve`. */
export async function startStreaming(
  { config, metrics, log }: ProcessContext,
  parts: StreamingParts,
): Promise<Streaming> {
  const { MAX_STREAMS: mostStreams, MAX_STREAMS_PER_KEY: mostPerKey } = config;
  const secrets = await readEvaluationSecrets(config.EVALUATION_SECRETS_FILE);
  const streaming = createStreaming({
    ...parts,
    verifyStreamToken: createStreamTokens({ secrets, now: Date.now }).verify,
    allowsKeyInQuery: config.ALLOW_KEY_IN_QUERY,
    mostStreams,
    // Nobody alone keeps all others out.
    mostPerHolder: mostPerKey ?? Math.ceil(mostStreams / 2),
    metrics,
    log,
    now: Date.now,
  });
  streaming.start();
  return streaming;
}

/** Accepts nobody from now on while streams end: whoever connects again comes to another process. */
export const closeTogether = (server: HttpServer, streaming: Streaming) => async () => {
  await Promise.all([server.close(), streaming.close()]);
};
