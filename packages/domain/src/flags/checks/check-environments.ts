import { invalidInput, type FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/**
 * Refuses environments that the flag's application does not have (for an enterprise flag: none of
 * the applications). Those a flag has already may stay.
 */
export async function checkEnvironmentNames(
  { db }: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<void> {
  const added = Object.keys(after.environments).filter(
    (name) => !before || !Object.hasOwn(before.environments, name),
  );
  if (added.length === 0) return;
  const known = await db.environment.findMany({
    where: {
      organizationId: after.organization_id,
      ...(after.application_id !== null && { applicationId: after.application_id }),
    },
    select: { name: true },
  });
  const names = new Set(known.map(({ name }) => name));
  const unknown = added.filter((name) => !names.has(name));
  if (unknown.length === 0) return;
  const expected = `one of the environments ${[...names].toSorted().join(', ')}`;
  throw invalidInput(unknown.map((name) => ({ field: `environments.${name}`, expected })));
}
