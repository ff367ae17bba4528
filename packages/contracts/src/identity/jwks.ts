import { z } from 'zod';

/** The public keys that verify access tokens (RFC 7517). */
export const JwksDocument = z.strictObject({
  keys: z.array(
    z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('ES256'),
    }),
  ),
});
export type JwksDocument = z.infer<typeof JwksDocument>;
