import type { EnvironmentDeletion } from '@halyard/contracts';
import { isStorable } from '@halyard/core';
import type { Database } from '@halyard/database';

import { noSuchEnvironment, type EnvironmentReference } from '../environments/find.ts';
import { isUuid } from '../uuid.ts';

/** What deleting an environment would do, as of a time. */
export async function readEnvironmentDeletion(
  database: Database,
  reference: EnvironmentReference,
  now: Date,
): Promise<EnvironmentDeletion> {
  const { applicationId, name } = reference;
  const [found] =
    isUuid(applicationId) && isStorable(name) ? await query(database, reference, now) : [];
  if (!found) throw noSuchEnvironment();
  return { is_possible: found.keys.length === 0, ...found };
}

type Found = Pick<EnvironmentDeletion, 'flags' | 'keys'>;

/** Flags of any status, and keys that nodes still take: what `deleteEnvironment` looks at. */
const query = (
  database: Database,
  { organizationId, applicationId, name }: EnvironmentReference,
  now: Date,
): Promise<Found[]> =>
  database.$queryRaw<Found[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'name', flag.name,
          'enabled', definition #>> ARRAY['environments', environment.name, 'enabled'] = 'true')
          ORDER BY key), '[]')
        FROM flag
        WHERE flag.organization_id = environment.organization_id
          AND flag.application_id = environment.application_id
          AND jsonb_exists(definition -> 'environments', environment.name)) AS flags,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'name', api_key.name,
          'prefix', prefix) ORDER BY api_key.id), '[]')
        FROM api_key
        WHERE api_key.organization_id = environment.organization_id
          AND api_key.application_id = environment.application_id
          AND api_key.environment_name = environment.name
          AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > ${now.toISOString()}::timestamptz)) AS keys
    FROM environment
    WHERE organization_id = ${organizationId}::uuid AND application_id = ${applicationId}::uuid
      AND name = ${name}`;
