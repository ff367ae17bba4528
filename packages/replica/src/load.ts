import type { ApiKeyDocument } from '@halyard/contracts';
import type { DataSet } from '@halyard/core';
import { toApiKeyDocument, toFlagDocument, type Database } from '@halyard/database';

/** What a node knows of a key; found by the key's SHA-256. */
export interface KeyRecord {
  id: string;
  organizationId: string;
  applicationId: string;
  /** The one environment a bound key sees; `null` leaves the choice to the request. */
  environment: string | null;
  kind: 'sdk' | 'server';
  /** Unix time, milliseconds; `null` never expires. */
  expiresAtMs: number | null;
}

export interface LoadedData {
  /** SHA-256 of the key in base64 → the key. */
  keys: Map<string, KeyRecord>;
  /** Organization id → its flags. */
  dataSets: Map<string, DataSet>;
}

/** Reads every key and flag at one point in time. */
export async function loadAll(database: Database): Promise<LoadedData> {
  const [keys, organizations] = await database.$transaction(
    [
      database.apiKey.findMany({ where: { revokedAt: null } }),
      database.organization.findMany({ select: { id: true, flags: true } }),
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  return {
    keys: new Map(
      keys.map((row) => {
        const key = toApiKeyDocument(row);
        return [key.hash, toKeyRecord(row.organizationId, key)];
      }),
    ),
    dataSets: new Map(
      organizations.map(({ id, flags }) => [
        id,
        { flags: flags.map(toFlagDocument), segments: [] },
      ]),
    ),
  };
}

const toKeyRecord = (organizationId: string, key: ApiKeyDocument): KeyRecord => ({
  id: key.id,
  organizationId,
  applicationId: key.application_id,
  environment: key.environment ?? null,
  kind: key.kind,
  expiresAtMs: key.expires_at === undefined ? null : Date.parse(key.expires_at),
});
