import { z } from 'zod';

import { ApiKeyFields } from '../inputs/api-key-fields.ts';
import { yesOrNo } from '../inputs/yes-or-no.ts';

const laterExpected = 'a time, RFC 3339, with its zone';
const expiresAt = z.iso.datetime({ offset: true, error: laterExpected }).optional();

/** What may be seen of a key. */
export const ApiKeyDetails = z.strictObject({
  id: z.uuid(),
  application_id: z.uuid(),
  /** The one environment it sees; absent where the request chooses. */
  environment: z.string().optional(),
  kind: z.enum(['sdk', 'server']),
  name: z.string(),
  /** Its first characters. */
  prefix: z.string(),
  /** Whether what is reported with it counts as trusted. */
  trusted: z.boolean(),
  daily_budget: z.int().optional(),
  address_limit: z.int().optional(),
  created_by: z.uuid().optional(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().optional(),
  revoked_at: z.iso.datetime().optional(),
  last_used_at: z.iso.datetime().optional(),
});
export type ApiKeyDetails = z.infer<typeof ApiKeyDetails>;

export const ApiKeyList = z.strictObject({ keys: z.array(ApiKeyDetails), total: z.int() });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

/** A new key: the only time that it can be seen itself. */
export const NewApiKey = z.strictObject({ key: ApiKeyDetails, secret: z.string() });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** What else is asked of a key's fields is checked with them. */
export const CreateApiKeyRequest = z.strictObject({
  ...ApiKeyFields.shape,
  tag: ApiKeyFields.shape.tag.default('halyard'),
  environment: z.string('the name of an environment').optional(),
  trusted: yesOrNo.optional(),
  expires_at: expiresAt,
});

const overlapExpected = 'a whole number of seconds, from 0 to 30 days';

export const RotateApiKeyRequest = z.strictObject({
  /** How long both keys hold; a day where left out. */
  overlap_seconds: z
    .int(overlapExpected)
    .min(0, overlapExpected)
    .max(30 * 86_400, overlapExpected)
    .optional(),
  /** Of the new key. */
  expires_at: expiresAt,
});
