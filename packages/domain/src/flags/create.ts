import type { FlagDocument } from '@halyard/contracts';

import { checkApplicationExists } from '../applications/check-exists.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { createdBy } from '../created-by.ts';
import { onlyOnce, type Idempotency } from '../idempotency/only-once.ts';
import type { JsonObject } from '../json.ts';
import { parseKey } from '../parse-key.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { composeFlag, type FlagIdentity } from './document/compose.ts';
import { readFields } from './document/fields.ts';
import { withInsightDefaults } from './document/with-insight-defaults.ts';
import { saveFlag } from './stored/save.ts';

export interface CreateFlagInput {
  organizationId: string;
  /** `null` makes an enterprise flag. */
  applicationId: string | null;
  key: string;
  /** The flag's fields (`FlagFields`), short forms included; an environment left out is off. */
  fields: JsonObject;
  idempotency?: Idempotency;
}

export async function createFlag(ctx: Context, input: CreateFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:create', input.organizationId);
  const identity = newIdentity(ctx, input);
  const { organizationId, applicationId } = input;
  return withTransaction(ctx, (tx) =>
    onlyOnce(tx, input, async () => {
      if (applicationId !== null) await checkApplicationExists(tx, organizationId, applicationId);
      const fields = await readFields(tx, organizationId, {}, input.fields);
      const flag = await withInsightDefaults(tx, undefined, composeFlag(identity, fields));
      return saveFlag(tx, undefined, flag, { action: 'created' });
    }),
  );
}

export function newIdentity(
  ctx: Context,
  { organizationId, applicationId, key }: Omit<CreateFlagInput, 'fields'>,
): FlagIdentity {
  const now = ctx.now().toISOString();
  return {
    id: ctx.newId(),
    key: parseKey(key),
    organization_id: organizationId,
    application_id: applicationId,
    scope: applicationId === null ? 'enterprise' : 'application',
    status: 'active',
    version: 1,
    ...createdBy(ctx),
    created_at: now,
    updated_at: now,
  };
}
