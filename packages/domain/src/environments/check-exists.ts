import { invalidInput } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** Refuses to bind something to an environment that its application does not have. */
export async function checkEnvironmentExists(
  { db }: Transaction,
  { organizationId, applicationId }: { organizationId: string; applicationId: string },
  name: string,
): Promise<void> {
  const environments = await db.environment.findMany({
    where: { organizationId, applicationId },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  const names = environments.map((environment) => environment.name);
  if (names.includes(name)) return;
  const expected = `one of the environments ${names.join(', ')}`;
  throw invalidInput([{ field: 'environment', expected }]);
}
