import { AppError } from '@halyard/contracts';

import type { Context } from '../../context/context.ts';
import { isSame } from './check-entry.ts';
import { missing, type AuditProblem } from './problem.ts';

interface End {
  headSeq: bigint;
  headHash: Uint8Array;
  /** Of the last entry; 0 and nothing where there is none. */
  seq: bigint;
  hash: Uint8Array;
}

/** What is wrong with where the chain ends: what was cut off can only be seen here. */
export async function checkEnd(
  ctx: Pick<Context, 'database'>,
  organizationId: string,
): Promise<AuditProblem[]> {
  const { headSeq, headHash, seq, hash } = await readEnd(ctx, organizationId);
  const problems = await findLooseCheckpoints(ctx, organizationId);
  if (headSeq > seq) {
    problems.push(missing(Number(seq) + 1, Number(headSeq)));
  } else if (headSeq < seq) {
    problems.push({ seq: Number(headSeq) + 1, what: 'the chain’s head knows nothing of it' });
  } else if (!isSame(headHash, hash)) {
    problems.push({ seq: Number(seq), what: 'the chain’s head has another hash' });
  }
  return problems;
}

/** One statement, so that nothing is appended between reading the one and the other. */
async function readEnd(
  { database }: Pick<Context, 'database'>,
  organizationId: string,
): Promise<End> {
  const [end] = await database.$queryRaw<End[]>`
    SELECT head.audit_seq AS "headSeq", head.audit_hash AS "headHash",
      coalesce(last.seq, 0) AS seq, coalesce(last.hash, '') AS hash
    FROM change_head AS head LEFT JOIN LATERAL (
      SELECT seq, hash FROM audit_entry WHERE organization_id = head.organization_id
      ORDER BY seq DESC LIMIT 1
    ) AS last ON true
    WHERE head.organization_id = ${organizationId}::uuid`;
  if (!end) throw new AppError('not_found', 'There is no such organization.');
  return end;
}

async function findLooseCheckpoints(
  { database }: Pick<Context, 'database'>,
  organizationId: string,
): Promise<AuditProblem[]> {
  const loose = await database.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM audit_checkpoint
    WHERE organization_id = ${organizationId}::uuid AND NOT EXISTS (
      SELECT FROM audit_entry
      WHERE audit_entry.organization_id = audit_checkpoint.organization_id
        AND audit_entry.seq = audit_checkpoint.seq
    )
    ORDER BY seq`;
  return loose.map(({ seq }) => ({ seq: Number(seq), what: 'there is a checkpoint but no entry' }));
}
