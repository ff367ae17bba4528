import type { ApiKeyDocument } from '@halyard/contracts';

import type { ApiKey } from '../generated/client.ts';
import { present } from './present.ts';

/** A stored key as nodes know it. */
export function toApiKeyDocument(row: ApiKey): ApiKeyDocument {
  return {
    id: row.id,
    application_id: row.applicationId,
    ...present('environment', row.environmentName),
    kind: row.kind,
    trusted: row.trusted,
    hash: Buffer.from(row.hash).toString('base64'),
    ...present('expires_at', row.expiresAt?.toISOString()),
    ...present('daily_budget', row.dailyBudget),
    ...present('address_limit', row.addressLimit),
  };
}
