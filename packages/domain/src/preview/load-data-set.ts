import type { FlagDocument } from '@halyard/contracts';
import { compile, type CompiledDataSet } from '@halyard/core';

import { loadPrerequisites } from '../flags/stored/prerequisites.ts';
import { referencesOf } from '../flags/stored/references.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { loadSegments } from './load-segments.ts';

/** All that a flag's answers for these identifiers depend on, beside the flag as it is given. */
export async function loadDataSet(
  tx: Transaction,
  flag: FlagDocument,
  identifiers: readonly string[],
): Promise<CompiledDataSet> {
  const { organization_id: organizationId } = flag;
  const prerequisites = await loadPrerequisites(tx, organizationId, referencesOf(flag));
  // The last of one id counts.
  const flags = [...prerequisites, flag];
  const keys = new Set(flags.flatMap((one) => referencesOf(one).segments));
  const segments = await loadSegments(tx, organizationId, { keys: [...keys], identifiers });
  return compile({ flags, segments }, { regex: tx.ctx.regex });
}
