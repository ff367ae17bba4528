import type { PublicJwk } from '@halyard/auth';

import type { AccountContext } from '../account-context.ts';

/** A key that signs access tokens or has signed some that are still valid. */
export interface SigningKey {
  id: string;
  privateKeyPem: string;
  publicJwk: PublicJwk;
  signsFrom: Date;
}

/** All keys there are, the newest first. */
export async function findSigningKeys({
  database,
  sealer,
}: Pick<AccountContext, 'database' | 'sealer'>): Promise<SigningKey[]> {
  const rows = await database.signingKey.findMany({ orderBy: { signsFrom: 'desc' } });
  return rows.map(({ id, privateKey, publicJwk, signsFrom }) => ({
    id,
    privateKeyPem: sealer.open(privateKey, id).toString(),
    publicJwk: publicJwk as unknown as PublicJwk,
    signsFrom,
  }));
}
