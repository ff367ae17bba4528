import {
  invalidInput,
  type AuditAction,
  type ApplicationImport,
  type ImportedApplication,
} from '@halyard/contracts';
import { applyFlag, validateFlag } from '@halyard/core';

import { difference } from '../../../audit/difference.ts';
import { checkFlagIsUnused, checkVariationsAreUnused } from '../../../flags/checks/in-use.ts';
import { giveInsightSerials } from '../../../flags/stored/insight-serials.ts';
import { referencesOf, writeReferences } from '../../../flags/stored/references.ts';
import { loadSurroundings } from '../../../flags/stored/surroundings.ts';
import { toRecordedFlag } from '../../../flags/stored/to-recorded-flag.ts';
import { recordChanges, type RecordedChange } from '../../../record/record-change.ts';
import { lockOrganization } from '../../../transaction/lock-organization.ts';
import type { Transaction } from '../../../transaction/with-transaction.ts';
import { at } from '../at.ts';
import { inDependencyOrder } from '../in-dependency-order.ts';
import { inSlices } from '../in-slices.ts';
import type { WhatIsThere } from '../lock-what-is-there.ts';
import { planFlags, type PlannedFlag } from './plan-flags.ts';
import { writeFlags } from './write-flags.ts';

/** Makes the flags that there are not, and gives those there are what the document says of them. */
export async function importFlags(
  tx: Transaction,
  there: WhatIsThere,
  document: ApplicationImport,
  confirm: boolean,
): Promise<ImportedApplication['flags']> {
  const { organizationId } = there.application;
  const planned = await planFlags(tx, there, document, confirm);
  const changed = planned.filter(({ before, after }) => before !== after);
  if (changed.length > 0) await save(tx, organizationId, changed);
  return planned.map(({ before, after }) => ({
    key: after.key,
    scope: after.scope,
    action: !before ? 'created' : before === after ? 'unchanged' : 'updated',
    ...(before && before !== after && { changes: difference(before, after) }),
  }));
}

async function save(
  tx: Transaction,
  organizationId: string,
  planned: readonly PlannedFlag[],
): Promise<void> {
  await lockOrganization(tx, organizationId);
  await check(tx, organizationId, planned);
  const changed = await inSlices(planned, async (flag) => ({
    ...flag,
    after: await giveInsightSerials(tx, flag.after),
  }));
  await writeFlags(tx, changed);
  const flags = changed.map(({ after }) => after);
  await writeReferences(tx, organizationId, flags);
  for (const flag of changed) await at(flag.place, () => checkUse(tx, flag));
  const ordered = inDependencyOrder(
    changed,
    ({ after }) => after.id,
    ({ after }) => referencesOf(after).prerequisites.map(({ flag }) => flag),
  );
  await recordChanges(tx, organizationId, ordered.map(toRecorded));
}

/** As when each is written alone, but among all others as they are to be. */
async function check(
  tx: Transaction,
  organizationId: string,
  planned: readonly PlannedFlag[],
): Promise<void> {
  const references = await inSlices(planned, ({ after }) => referencesOf(after));
  const dataSet = await loadSurroundings(tx, organizationId, {
    segments: [...new Set(references.flatMap(({ segments }) => segments))],
    prerequisites: references.flatMap(({ prerequisites }) => prerequisites),
  });
  await inSlices(planned, ({ after }) => applyFlag(dataSet, after));
  const { regex } = tx.ctx;
  await inSlices(planned, ({ place, after }) =>
    at(place, () => {
      const problems = validateFlag(after, { dataSet, regex });
      if (problems.length > 0) throw invalidInput(problems);
    }),
  );
}

/** What others depend on stays: an active flag, and its variations. */
async function checkUse(tx: Transaction, { before, after }: PlannedFlag): Promise<void> {
  if (!before) return;
  await checkVariationsAreUnused(tx, before, after);
  if (actionOf(before, after) === 'archived') await checkFlagIsUnused(tx, after);
}

function actionOf(before: PlannedFlag['before'], after: PlannedFlag['after']): AuditAction {
  if (!before) return 'created';
  if (before.status === after.status) return 'updated';
  return after.status === 'archived' ? 'archived' : 'restored';
}

const toRecorded = ({ before, after }: PlannedFlag): RecordedChange =>
  toRecordedFlag(before, after, actionOf(before, after), 'Imported.');
