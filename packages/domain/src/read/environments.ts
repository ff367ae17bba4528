import type { EnvironmentDetails, EnvironmentList } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { noSuchApplication } from '../applications/check-exists.ts';
import type { ApplicationReference } from '../applications/lock.ts';
import { noSuchEnvironment, type EnvironmentReference } from '../environments/find.ts';
import { isUuid } from '../uuid.ts';

/** An application's environments, by name. */
export async function listEnvironments(
  database: Database,
  { organizationId, applicationId: id }: ApplicationReference,
): Promise<EnvironmentList> {
  const application = isUuid(id)
    ? await database.application.findUnique({
        where: { organizationId_id: { organizationId, id } },
        select: { environments: { select, orderBy: { name: 'asc' } } },
      })
    : null;
  if (!application) throw noSuchApplication();
  const environments = application.environments.map(toDetails);
  return { environments, total: environments.length };
}

export async function readEnvironment(
  database: Database,
  reference: EnvironmentReference,
): Promise<EnvironmentDetails> {
  const { environments } = await listEnvironments(database, reference);
  const found = environments.find(({ name }) => name === reference.name);
  if (!found) throw noSuchEnvironment();
  return found;
}

const select = {
  id: true,
  name: true,
  protected: true,
  smartInsights: true,
  createdAt: true,
} as const;

type Row = Pick<EnvironmentDetails, 'id' | 'name' | 'protected'> & {
  smartInsights: boolean;
  createdAt: Date;
};

const toDetails = ({ smartInsights, createdAt, ...row }: Row): EnvironmentDetails => ({
  ...row,
  smart_insights: smartInsights,
  created_at: createdAt.toISOString(),
});
