import { hash } from 'node:crypto';

import type { Pace } from './pace.ts';

/** A hash takes as long as that many identifiers that are listed. */
const stepsAHash = 20;
/** 8 bytes. */
const hexDigits = 16;

/** Gives the hashes of an organization's identifiers, in order. */
export async function hashIdentifiers(
  secret: string,
  organizationId: string,
  identifiers: Iterable<string>,
  pace: Pace,
): Promise<string[]> {
  const hashes: string[] = [];
  for (const identifier of identifiers) {
    hashes.push(hashUser(secret, organizationId, identifier));
    const turn = pace(stepsAHash);
    if (turn) await turn;
  }
  return hashes;
}

// The secret and the id are of one length each, so that no two triples make the same text.
const hashUser = (secret: string, organizationId: string, identifier: string): string =>
  hash('sha256', `${secret}${organizationId}${identifier}`, 'hex').slice(0, hexDigits);
