import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { text } from './text.ts';

/** The largest number of a column that counts requests. */
const mostRequests = 2_147_483_647;

function requests() {
  const expected = `a whole number from 1 to ${mostRequests}`;
  return z.number(expected).int(expected).min(1, expected).max(mostRequests, expected).optional();
}

/** What people say of a new key beside where it belongs and how long it holds. */
export const ApiKeyFields = z
  .strictObject({
    kind: z.enum(['sdk', 'server'], '"sdk" or "server"'),
    name: text(200),
    /** Stands in the key itself, which travels in headers. */
    tag: z.string().regex(/^[A-Za-z0-9-]{1,32}$/, '1 to 32 letters, digits or "-"'),
    /** Most requests a UTC day. */
    daily_budget: requests(),
    /** Most requests a minute from one address. */
    address_limit: requests(),
  })
  .superRefine(refuseUnstorable)
  .superRefine(refuseLimitsOfServerKeys);

/** A secret key is in the hands of one server, whose address and load are its owner's own. */
function refuseLimitsOfServerKeys(
  fields: { kind: string; daily_budget?: unknown; address_limit?: unknown },
  { addIssue }: z.core.$RefinementCtx,
): void {
  if (fields.kind !== 'server') return;
  for (const field of ['daily_budget', 'address_limit'] as const) {
    if (fields[field] === undefined) continue;
    addIssue({
      code: 'custom',
      path: [field],
      message: 'left out: only keys of kind "sdk" have it',
    });
  }
}
