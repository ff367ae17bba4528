import { createHash } from 'node:crypto';

/** Who did something and from where; `null` for what is not known. */
export interface Person {
  userId: string | null;
  userEmail: string | null;
  ipAddress: string | null;
  userAgent: string | null;
}

/** What one audit entry says, in the order in which it is written. */
export interface AuditFacts {
  organization_id: string;
  seq: number;
  id: string;
  timestamp: string;
  entity_type: string;
  entity_id: string;
  flag_key: string | null;
  action: string;
  /** Only what differs; `null` where there was nothing, or is nothing left. */
  changes: { before: unknown; after: unknown };
  /** Salted digest of the person, so that they can be forgotten; `null` for Halyard itself. */
  person: string | null;
}

/** The text that is stored and hashed: JSON, its fields always in the same order. */
export const toCanonical = (facts: AuditFacts): string => JSON.stringify(facts);

/** SHA-256 of the hash before and the text: a changed entry changes every hash after it. */
export const chainHash = (previous: Uint8Array, canonical: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(previous).update(canonical).digest());

/** SHA-256 of salt and person, hex. Without the salt, which is erased with the person, it tells nothing. */
export const personDigest = (salt: Uint8Array, person: Person): string =>
  createHash('sha256')
    .update(salt)
    .update(JSON.stringify([person.userId, person.userEmail, person.ipAddress, person.userAgent]))
    .digest('hex');
