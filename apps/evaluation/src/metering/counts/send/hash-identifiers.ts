import { hashIdentifier } from '@halyard/auth';

import type { Pace } from './pace.ts';

/** A hash takes as long as that many identifiers that are listed. */
const stepsAHash = 20;

/** Gives the hashes of an organization's identifiers, in order. */
export async function hashIdentifiers(
  secret: string,
  organizationId: string,
  identifiers: Iterable<string>,
  pace: Pace,
): Promise<string[]> {
  const hashes: string[] = [];
  for (const identifier of identifiers) {
    hashes.push(hashIdentifier(secret, organizationId, identifier));
    const turn = pace(stepsAHash);
    if (turn) await turn;
  }
  return hashes;
}
