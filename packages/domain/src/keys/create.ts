import { generateApiKey, type ApiKeyKind } from '@halyard/auth';
import { ApiKeyFields, parseInput } from '@halyard/contracts';

import { checkApplicationExists } from '../applications/check-exists.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { checkEnvironmentExists } from '../environments/check-exists.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkExpiry } from './check-expiry.ts';
import { createKeyRow, type CreatedApiKey } from './create-row.ts';
import { toRecordedKey } from './record.ts';

export interface CreateApiKeyInput {
  organizationId: string;
  applicationId: string;
  /** The one environment the key sees; left out, the request chooses. */
  environment?: string;
  kind: ApiKeyKind;
  name: string;
  /** Cosmetic part of the key, after its scheme. */
  tag: string;
  /** Whether what the key reports counts as trusted; by kind where left out. */
  trusted?: boolean;
  expiresAt?: Date;
  /** Most requests a UTC day, of an `sdk` key; without limit where left out. */
  dailyBudget?: number;
  /** Most requests a minute from one address, of an `sdk` key; without limit where left out. */
  addressLimit?: number;
}

export async function createApiKey(ctx: Context, input: CreateApiKeyInput): Promise<CreatedApiKey> {
  authorise(ctx, 'key:create', input.organizationId);
  const { organizationId, applicationId, environment, kind, expiresAt } = input;
  const { name, tag } = parseInput(ApiKeyFields, fieldsOf(input));
  checkExpiry(ctx, expiresAt);
  const generated = generateApiKey(kind, tag);
  return withTransaction(ctx, async (tx) => {
    await checkApplicationExists(tx, organizationId, applicationId);
    if (environment !== undefined) await checkEnvironmentExists(tx, input, environment);
    const row = await createKeyRow(tx, { ...input, name, generated });
    await recordChange(tx, organizationId, toRecordedKey(undefined, row, 'key_created'));
    return { id: row.id, secret: generated.secret };
  });
}

const fieldsOf = ({ kind, name, tag, dailyBudget, addressLimit }: CreateApiKeyInput) => ({
  kind,
  name,
  tag,
  daily_budget: dailyBudget,
  address_limit: addressLimit,
});
