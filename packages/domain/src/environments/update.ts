import { parseInput, UpdateEnvironmentRequest, type ApplicationDocument } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { lockApplication } from '../applications/lock.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { getEnvironmentOrThrow, type EnvironmentReference } from './find.ts';
import { toRecordedEnvironment } from './record.ts';

export interface UpdateEnvironmentInput extends EnvironmentReference {
  protected?: boolean;
  /** Whether flags get Smart Insights in it where they do not say; those that have said keep theirs. */
  smartInsights?: boolean;
}

/** Changes what is said of an environment; gives the application as it is then. */
export async function updateEnvironment(
  ctx: Context,
  input: UpdateEnvironmentInput,
): Promise<ApplicationDocument> {
  authorise(ctx, 'environment:update', input.organizationId);
  const { organizationId, applicationId, name } = input;
  const { protected: isProtected, smart_insights: smartInsights } = parseInput(
    UpdateEnvironmentRequest,
    {
      ...(input.protected !== undefined && { protected: input.protected }),
      ...(input.smartInsights !== undefined && { smart_insights: input.smartInsights }),
    },
  );
  return withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, applicationId);
    const before = getEnvironmentOrThrow(application, name);
    const { environments } = application;
    const data = {
      protected: isProtected ?? before.protected,
      smartInsights: smartInsights ?? before.smartInsights,
    };
    if (before.protected === data.protected && before.smartInsights === data.smartInsights) {
      return toApplicationDocument(application, environments);
    }
    const after = await tx.db.environment.update({
      where: { organizationId_applicationId_name: { organizationId, applicationId, name } },
      data,
    });
    const others = environments.filter((one) => one !== before);
    const document = toApplicationDocument(application, [...others, after]);
    await recordChange(tx, organizationId, toRecordedEnvironment(document, before, after));
    return document;
  });
}
