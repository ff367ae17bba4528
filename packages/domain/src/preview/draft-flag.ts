import { isDeepStrictEqual } from 'node:util';

import type { FlagDocument } from '@halyard/contracts';

import { checkDefinition } from '../flags/checks/check-definition.ts';
import { checkEnvironmentNames } from '../flags/checks/check-environments.ts';
import { applyChange, type FlagChange } from '../flags/document/apply-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';

/** What a flag would be if a change of it were written; what a write refuses is refused. */
export async function draftFlag(
  tx: Transaction,
  flag: FlagDocument,
  change: FlagChange,
): Promise<FlagDocument> {
  const draft = await applyChange(tx, flag, change);
  if (isDeepStrictEqual(flag, draft)) return flag;
  await checkEnvironmentNames(tx, flag, draft);
  await checkDefinition(tx, draft);
  return draft;
}
