import { AppError } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import type { LockedApplication } from '../applications/lock.ts';
import { recordChange } from '../record/record-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { toRecordedEnvironment } from './record.ts';

const mostEnvironments = 20;

/** Adds an environment to a locked application, with its audit and change row; gives it as it is then. */
export async function insertEnvironment(
  tx: Transaction,
  application: LockedApplication,
  fields: { name: string; protected: boolean; smartInsights: boolean },
): Promise<LockedApplication> {
  checkRoom(application, fields.name);
  const { organizationId, id: applicationId } = application;
  const { ctx } = tx;
  const environment = await tx.db.environment.create({
    data: { organizationId, applicationId, ...fields, id: ctx.newId(), createdAt: ctx.now() },
  });
  const after = { ...application, environments: [...application.environments, environment] };
  const document = toApplicationDocument(after, after.environments);
  await recordChange(tx, organizationId, toRecordedEnvironment(document, undefined, environment));
  return after;
}

function checkRoom({ environments }: LockedApplication, name: string): void {
  if (environments.some((environment) => environment.name === name)) {
    throw new AppError('conflict', 'This application has an environment of that name already.');
  }
  if (environments.length >= mostEnvironments) {
    throw new AppError('conflict', `An application has at most ${mostEnvironments} environments.`);
  }
}
