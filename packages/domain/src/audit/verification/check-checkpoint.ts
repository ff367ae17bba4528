import type { VerifyAuditSignature } from '@halyard/auth';

import { checkpointInterval, checkpointText } from '../checkpoint.ts';
import { isSame } from './check-entry.ts';
import type { StoredEntry } from './read-chain.ts';

/** What is wrong with the checkpoint of an entry, or with its having one or none. */
export function checkCheckpoint(
  { checkpoint, organizationId, seq, hash, createdAt }: StoredEntry,
  verifySignature: VerifyAuditSignature,
): string[] {
  const isDue = Number(seq) % checkpointInterval === 0;
  if (!checkpoint) return isDue ? ['its checkpoint is missing'] : [];
  const text = checkpointText(organizationId, Number(seq), checkpoint.hash);
  const checks: [boolean, string][] = [
    [isDue, 'it has a checkpoint where there is none'],
    [isSame(checkpoint.hash, hash), 'its checkpoint has another hash'],
    [checkpoint.createdAt.getTime() === createdAt.getTime(), 'its checkpoint has another time'],
    [
      verifySignature(checkpoint.keyId, text, checkpoint.signature),
      'its checkpoint’s signature does not verify',
    ],
  ];
  return checks.flatMap(([isInOrder, what]) => (isInOrder ? [] : [what]));
}
