import { z } from 'zod';

/** When each key last authenticated a request; sent in batches, the latest time wins. */
const KeyUsage = z.strictObject({
  keys: z.array(
    z.strictObject({
      organizationId: z.uuid(),
      keyId: z.uuid(),
      /** Unix time, milliseconds. */
      lastUsedAtMs: z.int(),
    }),
  ),
});

/** Every queue by name, with the schema of its jobs' payload. */
export const queuePayloads = {
  'key-usage': KeyUsage,
} as const;

export type QueueName = keyof typeof queuePayloads;
export type QueuePayload<N extends QueueName> = z.infer<(typeof queuePayloads)[N]>;
