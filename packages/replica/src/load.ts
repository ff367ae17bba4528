import type { DataSet, Flag } from '@halyard/core';
import type { Database } from '@halyard/database';

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
      database.organization.findMany({
        select: { id: true, flags: { include: { environments: true } } },
      }),
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  return {
    keys: new Map(keys.map((key) => [Buffer.from(key.hash).toString('base64'), toKeyRecord(key)])),
    dataSets: new Map(
      organizations.map(({ id, flags }) => [id, { flags: flags.map(toFlag), segments: [] }]),
    ),
  };
}

type ApiKeyRow = Awaited<ReturnType<Database['apiKey']['findMany']>>[number];

const toKeyRecord = (row: ApiKeyRow): KeyRecord => ({
  id: row.id,
  organizationId: row.organizationId,
  applicationId: row.applicationId,
  environment: row.environmentName,
  kind: row.kind,
  expiresAtMs: row.expiresAt?.getTime() ?? null,
});

interface FlagRow extends Omit<Flag, 'application_id' | 'description' | 'environments'> {
  applicationId: string | null;
  description: string | null;
  environments: { name: string; enabled: boolean }[];
}

const toFlag = (row: FlagRow): Flag => ({
  id: row.id,
  key: row.key,
  application_id: row.applicationId,
  status: row.status,
  version: row.version,
  environments: Object.fromEntries(
    row.environments.map(({ name, enabled }) => [name, { enabled }]),
  ),
  ...(row.description !== null && { description: row.description }),
});
