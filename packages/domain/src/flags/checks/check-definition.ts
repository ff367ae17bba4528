import { invalidInput, type FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { findProblems } from '../stored/find-problems.ts';

/** Refuses a flag that cannot work beside what it refers to. */
export async function checkDefinition(tx: Transaction, flag: FlagDocument): Promise<void> {
  const problems = await findProblems(tx, flag);
  if (problems.length > 0) throw invalidInput(problems);
}
