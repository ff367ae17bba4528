import type { ApiKeyDocument } from '@halyard/contracts';

/** What a node knows of a key; found by the key's SHA-256. */
export interface KeyRecord {
  id: string;
  organizationId: string;
  applicationId: string;
  /** The one environment a bound key sees; `null` leaves the choice to the request. */
  environment: string | null;
  kind: 'sdk' | 'server';
  /** Whether what its holder reports counts as trusted. */
  trusted: boolean;
  /** Unix time, milliseconds; `null` never expires. */
  expiresAtMs: number | null;
  /** Most requests a UTC day; `null` sets no such limit. */
  dailyBudget: number | null;
  /** Most requests a minute from one address; `null` sets no such limit. */
  addressLimit: number | null;
}

export const toKeyRecord = (organizationId: string, key: ApiKeyDocument): KeyRecord => ({
  id: key.id,
  organizationId,
  applicationId: key.application_id,
  environment: key.environment ?? null,
  kind: key.kind,
  trusted: key.trusted,
  expiresAtMs: key.expires_at === undefined ? null : Date.parse(key.expires_at),
  dailyBudget: key.daily_budget ?? null,
  addressLimit: key.address_limit ?? null,
});
