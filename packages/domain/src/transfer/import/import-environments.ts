import { can } from '@halyard/auth';
import { AppError, type ApplicationImport, type ImportedApplication } from '@halyard/contracts';

import type { LockedApplication } from '../../applications/lock.ts';
import { insertEnvironment } from '../../environments/insert.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';

/** Adds the environments that an application lacks. Those it has stay as they are, protection included. */
export async function importEnvironments(
  tx: Transaction,
  application: LockedApplication,
  { application: { environments } }: ApplicationImport,
): Promise<ImportedApplication['environments']> {
  const names = new Set(application.environments.map(({ name }) => name));
  const missing = environments.filter(({ name }) => !names.has(name));
  if (missing.length > 0) checkMayAdd(tx, application);
  let grown = application;
  for (const { smart_insights: smartInsights, ...fields } of missing) {
    grown = await insertEnvironment(tx, grown, { ...fields, smartInsights });
  }
  return environments.map(({ name }) => ({
    name,
    action: names.has(name) ? 'unchanged' : 'created',
  }));
}

function checkMayAdd({ ctx }: Transaction, { organizationId }: LockedApplication): void {
  if (can(ctx.actor, 'environment:create', organizationId)) return;
  const message =
    'Your role does not allow you to add the environments that the application lacks.';
  const expected = 'environments that the application has';
  throw new AppError('forbidden', message, [{ field: 'application.environments', expected }]);
}
