import { AppError, type FlagDocument } from '@halyard/contracts';

import { lockOrganization } from '../../transaction/lock-organization.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';

/** Refuses to take away a flag that others have as a prerequisite; the organization is locked. */
export async function checkFlagIsUnused(tx: Transaction, flag: FlagDocument): Promise<void> {
  const dependents = await findDependents(tx, flag);
  if (dependents.length === 0) return;
  throw inUse('This flag', dependents);
}

/** Refuses a flag's change that takes away a variation which others require. */
export async function checkVariationsAreUnused(
  tx: Transaction,
  before: FlagDocument,
  after: FlagDocument,
): Promise<void> {
  const kept = new Set((after.variations ?? []).map(({ key }) => key));
  const gone = new Set(
    (before.variations ?? []).map(({ key }) => key).filter((key) => !kept.has(key)),
  );
  if (gone.size === 0) return;
  // Nobody begins to require one of them between this look and the commit.
  await lockOrganization(tx, before.organization_id);
  const dependents = (await findDependents(tx, before)).filter(
    ({ variation }) => variation !== null && gone.has(variation),
  );
  if (dependents.length === 0) return;
  throw inUse(`A variation of this flag that would be gone`, dependents);
}

interface Dependent {
  key: string;
  environment: string;
  variation: string | null;
}

const inUse = (what: string, dependents: readonly Dependent[]): AppError =>
  new AppError(
    'in_use',
    `${what} is a prerequisite of other flags.`,
    dependents.map(({ key, environment }) => ({
      field: 'prerequisites',
      expected: `removed from ${key} in ${environment} first`,
    })),
  );

async function findDependents({ db }: Transaction, flag: FlagDocument): Promise<Dependent[]> {
  const rows = await db.flagPrerequisite.findMany({
    where: { organizationId: flag.organization_id, prerequisiteId: flag.id },
    select: { environment: true, variation: true, flag: { select: { key: true } } },
    orderBy: [{ flagId: 'asc' }, { environment: 'asc' }, { position: 'asc' }],
  });
  return rows.map(({ environment, variation, flag: { key } }) => ({ key, environment, variation }));
}
