import { toApplicationDocument } from '@halyard/database';

import { lockApplication } from '../applications/lock.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChanges } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { getEnvironmentOrThrow, type EnvironmentReference } from './find.ts';
import { toRecordedEnvironment } from './record.ts';
import { releaseKeys } from './release-keys.ts';
import { removeFromFlags } from './remove-from-flags.ts';

/**
 * Deletes an environment, and with it what the application's flags say of it. Enterprise flags keep
 * theirs: other applications have environments of that name.
 */
export async function deleteEnvironment(ctx: Context, input: EnvironmentReference): Promise<void> {
  authorise(ctx, 'environment:delete', input.organizationId);
  const { organizationId, applicationId, name } = input;
  await withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, applicationId);
    const environment = getEnvironmentOrThrow(application, name);
    const keys = await releaseKeys(tx, environment);
    const flags = await removeFromFlags(tx, environment);
    await tx.db.environment.delete({
      where: { organizationId_applicationId_name: { organizationId, applicationId, name } },
    });
    const others = application.environments.filter((one) => one !== environment);
    const document = toApplicationDocument(application, others);
    const recorded = toRecordedEnvironment(document, environment, undefined);
    await recordChanges(tx, organizationId, [recorded, ...keys, ...flags]);
  });
}
