import { AppError, type ErrorDetail, type FlagDocument } from '@halyard/contracts';

import { loadProtected } from '../../environments/protection/load-protected.ts';
import { protectedForbids } from '../../environments/protection/protected-forbids.ts';
import { isDeveloper } from '../../is-developer.ts';
import { lockOrganization } from '../../transaction/lock-organization.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { findProblems } from '../stored/find-problems.ts';
import { listProtectedChanges } from './protected-changes.ts';

/**
 * Refuses what a DEVELOPER may not do with a flag: whatever the answer of a protected environment
 * depends on, and taking an enterprise flag's place. The flag is locked, or new.
 */
export async function checkDeveloper(
  tx: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<void> {
  if (!isDeveloper(tx.ctx)) return;
  const protectedNames = (await loadProtected(tx, after.organization_id))(after);
  if (before) {
    refuse(listProtectedChanges(before, after, protectedNames));
    if (protectedNames.size > 0) await checkMendsNothing(tx, before, after);
    return;
  }
  refuse(switchedOn(after, protectedNames));
  await checkTakesNoPlace(tx, after);
}

const switchedOn = ({ environments }: FlagDocument, protectedNames: ReadonlySet<string>) =>
  Object.entries(environments)
    .filter(([name, { enabled }]) => enabled && protectedNames.has(name))
    .map(([name]) => ({
      field: `environments.${name}.enabled`,
      expected: 'false: the environment is protected',
    }));

/** A flag that cannot be evaluated is off everywhere: mending it in one place would turn it on. */
async function checkMendsNothing(
  tx: Transaction,
  before: FlagDocument,
  after: FlagDocument,
): Promise<void> {
  if ((await findProblems(tx, before)).length === 0) return;
  if ((await findProblems(tx, after)).length === 0) throw protectedForbids();
}

async function checkTakesNoPlace(tx: Transaction, flag: FlagDocument): Promise<void> {
  const { organization_id: organizationId, application_id: applicationId, key } = flag;
  if (applicationId === null) return;
  // An enterprise flag that is made at this moment either is seen here, or comes after this one.
  await lockOrganization(tx, organizationId);
  const shadowed = await tx.db.flag.findFirst({
    where: { organizationId, applicationId: null, key },
  });
  if (!shadowed) return;
  throw new AppError(
    'forbidden',
    'Your role does not allow you to take an enterprise flag’s place.',
    [{ field: 'key', expected: 'one that no enterprise flag has' }],
  );
}

function refuse(changes: readonly ErrorDetail[]): void {
  if (changes.length > 0) throw protectedForbids(changes);
}
