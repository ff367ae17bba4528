import type { ApplicationDetails, ApplicationList } from '@halyard/contracts';
import { toApplicationDocument, type Database } from '@halyard/database';

import { noSuchApplication } from '../applications/check-exists.ts';
import type { ApplicationReference } from '../applications/lock.ts';
import { isUuid } from '../uuid.ts';

/** An organization's applications with their environments, by name. */
export async function listApplications(
  database: Database,
  organizationId: string,
): Promise<ApplicationList> {
  const rows = await database.application.findMany({
    where: { organizationId },
    select,
    orderBy: { name: 'asc' },
  });
  return { applications: rows.map(toDetails), total: rows.length };
}

export async function readApplication(
  database: Database,
  { organizationId, applicationId: id }: ApplicationReference,
): Promise<ApplicationDetails> {
  const where = { organizationId_id: { organizationId, id } };
  const row = isUuid(id) ? await database.application.findUnique({ where, select }) : null;
  if (!row) throw noSuchApplication();
  return toDetails(row);
}

const select = {
  id: true,
  name: true,
  createdAt: true,
  environments: { select: { name: true, protected: true } },
} as const;

type Row = Pick<ApplicationDetails, 'id' | 'name' | 'environments'> & { createdAt: Date };

const toDetails = (row: Row): ApplicationDetails => {
  const { id, name, environments } = toApplicationDocument(row, row.environments);
  return { id, name, environments: [...environments], created_at: row.createdAt.toISOString() };
};
