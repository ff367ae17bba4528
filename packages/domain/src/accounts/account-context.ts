import type { Passwords, Sealer } from '@halyard/auth';

import type { Context } from '../context/context.ts';

/** What verbs on people's accounts are given besides. */
export interface AccountContext extends Context {
  passwords: Passwords;
  /** Seals what is kept of second factors and of signing keys. */
  sealer: Sealer;
  /** Recovery codes are hashed with it. */
  recoverySecret: Buffer;
}
