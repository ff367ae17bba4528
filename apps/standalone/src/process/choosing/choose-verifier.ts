import { createTokenVerifier, type TokenVerifier } from '@halyard/http';

import type { ProcessContext } from '../run-process.ts';

/** What verifies access tokens: the keys at `JWKS_URL` where that is set, else control's own. */
export const chooseVerifier = (
  { config: { JWKS_URL: jwksUrl }, log }: Pick<ProcessContext, 'config' | 'log'>,
  own: TokenVerifier['verify'],
): TokenVerifier['verify'] =>
  jwksUrl === undefined ? own : createTokenVerifier({ jwksUrl, log, now: Date.now }).verify;
