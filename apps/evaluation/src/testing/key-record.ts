import type { KeyRecord } from '@halyard/replica';

/** A key of an organization and an application of its own, as nodes know it. */
export const createKeyRecord = (given: Partial<KeyRecord> = {}): KeyRecord => ({
  id: crypto.randomUUID(),
  organizationId: crypto.randomUUID(),
  applicationId: crypto.randomUUID(),
  environment: null,
  kind: 'sdk',
  trusted: false,
  expiresAtMs: null,
  dailyBudget: null,
  addressLimit: null,
  ...given,
});
