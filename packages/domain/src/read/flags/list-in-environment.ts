import { AppError } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { EnvironmentReference } from '../../environments/find.ts';

/** More are not gone through in one request. */
const mostFlags = 2_000;

export interface FlagInEnvironment {
  id: string;
  key: string;
  version: number;
}

/** An application's active flags that say something of an environment, by key. */
export async function listFlagsIn(
  database: Database,
  { organizationId, applicationId, name }: EnvironmentReference,
): Promise<FlagInEnvironment[]> {
  const flags = await database.$queryRaw<FlagInEnvironment[]>`
    SELECT id::text, key, version FROM flag
    WHERE organization_id = ${organizationId}::uuid AND application_id = ${applicationId}::uuid
      AND status = 'active' AND definition->'environments' ? ${name}
    ORDER BY key COLLATE "C"
    LIMIT ${mostFlags + 1}`;
  if (flags.length <= mostFlags) return flags;
  throw new AppError('conflict', `More than ${mostFlags} flags have this environment: too many.`);
}
