import type { FlagDocument } from '@halyard/contracts';
import { validateFlag, type Problem } from '@halyard/core';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { referencesOf } from './references.ts';
import { loadSurroundings } from './surroundings.ts';

/** Everything about a flag that cannot work, beside what it refers to. */
export async function findProblems(tx: Transaction, flag: FlagDocument): Promise<Problem[]> {
  const dataSet = await loadSurroundings(tx, flag.organization_id, referencesOf(flag));
  return validateFlag(flag, { dataSet, regex: tx.ctx.regex });
}
