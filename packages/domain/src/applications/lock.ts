import type { Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { noSuchApplication } from './check-exists.ts';

/** Says which application is meant. */
export interface ApplicationReference {
  organizationId: string;
  applicationId: string;
}

/**
 * Locks an application until the transaction ends and gives it, with its environments, as it is
 * then. Nobody makes flags or keys in it meanwhile: they would name environments that are going.
 */
export async function lockApplication({ db }: Transaction, organizationId: string, id: string) {
  if (!isUuid(id)) throw noSuchApplication();
  await db.$queryRaw`
    SELECT 1 FROM application WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
    FOR UPDATE`;
  const application = await db.application.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: { environments: true },
  });
  if (!application) throw noSuchApplication();
  return application;
}

export type LockedApplication = Awaited<ReturnType<typeof lockApplication>>;
