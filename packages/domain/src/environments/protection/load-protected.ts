import type { FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/** Names of the environments in which a flag is protected, whether it has them or not. */
export type ProtectedOf = (flag: Pick<FlagDocument, 'application_id'>) => ReadonlySet<string>;

/** Reads an organization's protected environments; an enterprise flag has those of any application. */
export async function loadProtected(
  { db }: Transaction,
  organizationId: string,
): Promise<ProtectedOf> {
  const rows = await db.environment.findMany({
    where: { organizationId, protected: true },
    select: { applicationId: true, name: true },
    orderBy: { name: 'asc' },
  });
  return ({ application_id: id }) =>
    new Set(
      rows
        .filter(({ applicationId }) => id === null || applicationId === id)
        .map(({ name }) => name),
    );
}
