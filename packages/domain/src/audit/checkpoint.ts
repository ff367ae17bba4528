/** Every so many entries the chain's hash is signed. */
export const checkpointInterval = 1_000;

/** What a checkpoint's signature covers. */
export const checkpointText = (organizationId: string, seq: number, hash: Uint8Array): string =>
  `halyard-audit-checkpoint ${organizationId} ${seq} ${Buffer.from(hash).toString('hex')}`;
