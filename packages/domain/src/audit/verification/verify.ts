import type { VerifyAuditSignature } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';
import { checkCheckpoint } from './check-checkpoint.ts';
import { checkEnd } from './check-end.ts';
import { checkEntry, isErased } from './check-entry.ts';
import { missing, problemsOf, type AuditProblem } from './problem.ts';
import { readChain, type StoredEntry } from './read-chain.ts';

export interface VerifyAuditInput {
  organizationId: string;
  verifySignature: VerifyAuditSignature;
  /** Ends it as `unavailable`. */
  signal?: AbortSignal;
}

export interface AuditVerification {
  isIntact: boolean;
  entries: number;
  /** Of those, how many had a person that has been forgotten. */
  erased: number;
  checkpoints: number;
  /** About the first 1 000, in the order in which they were found. */
  problems: AuditProblem[];
}

const mostProblems = 1_000;

/** Proves that an organization's audit is what was written, all of it and nothing else. */
export async function verifyAudit(
  ctx: Pick<Context, 'database' | 'actor'>,
  { organizationId, verifySignature, signal }: VerifyAuditInput,
): Promise<AuditVerification> {
  authorise(ctx, 'audit:verify', organizationId);
  const counts = { entries: 0, erased: 0, checkpoints: 0 };
  const problems: AuditProblem[] = [];
  let previous: Link = { seq: 0, hash: new Uint8Array() };
  for await (const entry of readChain(ctx, organizationId)) {
    if (signal?.aborted) throw new AppError('unavailable', 'Halyard is stopping; try again.');
    const found = checkLink(previous, entry, verifySignature);
    if (problems.length < mostProblems) problems.push(...found);
    counts.entries += 1;
    if (isErased(entry)) counts.erased += 1;
    if (entry.checkpoint) counts.checkpoints += 1;
    // Its hash as stored: one altered entry does not make everything after it look altered.
    previous = { seq: Number(entry.seq), hash: entry.hash };
  }
  problems.push(...(await checkEnd(ctx, organizationId)));
  return { isIntact: problems.length === 0, ...counts, problems };
}

interface Link {
  seq: number;
  hash: Uint8Array;
}

function checkLink(
  previous: Link,
  entry: StoredEntry,
  verifySignature: VerifyAuditSignature,
): AuditProblem[] {
  const seq = Number(entry.seq);
  const next = previous.seq + 1;
  return [
    ...(seq > next ? [missing(next, seq - 1)] : []),
    ...problemsOf(seq, checkEntry(entry, previous.hash)),
    ...problemsOf(seq, checkCheckpoint(entry, verifySignature)),
  ];
}
