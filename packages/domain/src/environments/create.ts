import { EnvironmentFields, parseInput, type ApplicationDocument } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { lockApplication } from '../applications/lock.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import type { EnvironmentReference } from './find.ts';
import { insertEnvironment } from './insert.ts';

export interface CreateEnvironmentInput extends EnvironmentReference {
  protected: boolean;
  /** Whether flags get Smart Insights in it where they do not say: not unless told. */
  smartInsights?: boolean;
}

/** Adds an environment to an application; gives the application as it is then. */
export async function createEnvironment(
  ctx: Context,
  input: CreateEnvironmentInput,
): Promise<ApplicationDocument> {
  authorise(ctx, 'environment:create', input.organizationId);
  const { organizationId, applicationId } = input;
  const { smart_insights: smartInsights, ...fields } = parseInput(EnvironmentFields, {
    name: input.name,
    protected: input.protected,
    smart_insights: input.smartInsights ?? false,
  });
  return withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, applicationId);
    const after = await insertEnvironment(tx, application, { ...fields, smartInsights });
    return toApplicationDocument(after, after.environments);
  });
}
