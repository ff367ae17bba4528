import {
  AppError,
  EnvironmentFields,
  parseInput,
  type ApplicationDocument,
} from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { lockApplication, type LockedApplication } from '../applications/lock.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import type { EnvironmentReference } from './find.ts';
import { toRecordedEnvironment } from './record.ts';

export interface CreateEnvironmentInput extends EnvironmentReference {
  protected: boolean;
}

const mostEnvironments = 20;

/** Adds an environment to an application; gives the application as it is then. */
export async function createEnvironment(
  ctx: Context,
  input: CreateEnvironmentInput,
): Promise<ApplicationDocument> {
  authorise(ctx, 'environment:create', input.organizationId);
  const { organizationId, applicationId } = input;
  const fields = parseInput(EnvironmentFields, { name: input.name, protected: input.protected });
  return withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, applicationId);
    checkRoom(application, fields.name);
    const environment = await tx.db.environment.create({
      data: { organizationId, applicationId, ...fields, id: ctx.newId(), createdAt: ctx.now() },
    });
    const environments = [...application.environments, environment];
    const document = toApplicationDocument(application, environments);
    await recordChange(tx, organizationId, toRecordedEnvironment(document, undefined, environment));
    return document;
  });
}

function checkRoom({ environments }: LockedApplication, name: string): void {
  if (environments.some((environment) => environment.name === name)) {
    throw new AppError('conflict', 'This application has an environment of that name already.');
  }
  if (environments.length >= mostEnvironments) {
    throw new AppError('conflict', `An application has at most ${mostEnvironments} environments.`);
  }
}
