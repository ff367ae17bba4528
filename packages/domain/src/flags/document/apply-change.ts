import type { FlagDocument } from '@halyard/contracts';

import type { JsonObject } from '../../json.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { composeFlag, identityOf } from './compose.ts';
import { fieldsOf, readFields } from './fields.ts';
import { keepTimes } from './schedule.ts';
import { withInsightDefaults } from './with-insight-defaults.ts';
import { writableOf } from './writable-of.ts';

/** Gives all of a flag's fields anew, made of what they are. */
type ReviseFlag = (tx: Transaction, flag: FlagDocument) => JsonObject | Promise<JsonObject>;

/** A JSON merge patch of the flag's fields, or all of them anew, or made anew of what they are. */
export type FlagChange = { patch: JsonObject } | { replace: JsonObject } | { revise: ReviseFlag };

/** What a flag would be by a change of it, not yet checked in depth. */
export async function applyChange(
  tx: Transaction,
  flag: FlagDocument,
  change: FlagChange,
): Promise<FlagDocument> {
  const { organization_id: organizationId } = flag;
  const fields =
    'patch' in change
      ? await readFields(tx, organizationId, fieldsOf(flag), writableOf(flag, change.patch))
      : await readFields(tx, organizationId, {}, writableOf(flag, await anew(tx, flag, change)));
  const after = keepTimes(flag, composeFlag(identityOf(flag), fields));
  // What is made of what there is says all that there is to say.
  return 'revise' in change ? after : withInsightDefaults(tx, flag, after);
}

const anew = (
  tx: Transaction,
  flag: FlagDocument,
  change: { replace: JsonObject } | { revise: ReviseFlag },
): JsonObject | Promise<JsonObject> =>
  'revise' in change ? change.revise(tx, flag) : change.replace;
