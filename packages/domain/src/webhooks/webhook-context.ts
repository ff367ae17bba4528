import type { Sealer } from '@halyard/auth';

import type { Context } from '../context/context.ts';

/** What verbs that make webhooks' secrets are given besides. */
export interface WebhookContext extends Context {
  /** Seals a webhook's secrets for its id. */
  webhookSealer: Sealer;
}
