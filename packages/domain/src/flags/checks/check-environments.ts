import { invalidInput, type FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/**
 * Refuses environments that the flag's application does not have (for an enterprise flag: none of
 * the applications). Those a flag has already may stay.
 */
export async function checkEnvironmentNames(
  tx: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<void> {
  const { names, unknown } = await findUnknownEnvironments(tx, before, after);
  if (unknown.length === 0) return;
  const expected = `one of the environments ${[...names].toSorted().join(', ')}`;
  throw invalidInput(unknown.map((name) => ({ field: `environments.${name}`, expected })));
}

/** A flag without the environments that there are no longer. */
export async function withoutUnknownEnvironments(
  tx: Transaction,
  before: FlagDocument,
  after: FlagDocument,
): Promise<FlagDocument> {
  const gone = new Set((await findUnknownEnvironments(tx, before, after)).unknown);
  if (gone.size === 0) return after;
  const kept = Object.entries(after.environments).filter(([name]) => !gone.has(name));
  return { ...after, environments: Object.fromEntries(kept) };
}

/** Environments that a change adds and that there are not, beside those that there are. */
async function findUnknownEnvironments(
  { db }: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<{ names: ReadonlySet<string>; unknown: readonly string[] }> {
  const added = Object.keys(after.environments).filter(
    (name) => !before || !Object.hasOwn(before.environments, name),
  );
  if (added.length === 0) return { names: new Set(), unknown: [] };
  const known = await db.environment.findMany({
    where: {
      organizationId: after.organization_id,
      ...(after.application_id !== null && { applicationId: after.application_id }),
    },
    select: { name: true },
  });
  const names = new Set(known.map(({ name }) => name));
  return { names, unknown: added.filter((name) => !names.has(name)) };
}
