import type { Database } from '@halyard/database';

/** What becomes of events. */
export interface Totals {
  accepted: number;
  rejected: number;
  unknown_flags: number;
}

export const addUp = (receipts: readonly Totals[]): Totals =>
  receipts.reduce(
    (sum, one) => ({
      accepted: sum.accepted + one.accepted,
      rejected: sum.rejected + one.rejected,
      unknown_flags: sum.unknown_flags + one.unknown_flags,
    }),
    { accepted: 0, rejected: 0, unknown_flags: 0 },
  );

/** How many events of an organization were counted, and how many of flags that there are not. */
export async function readTotals(
  database: Database,
  organizationId: string,
): Promise<Omit<Totals, 'rejected'>> {
  const all = { where: { organizationId }, _sum: { count: true } } as const;
  const evaluations = await database.flagCount.aggregate(all);
  const errors = await database.errorCount.aggregate(all);
  const unknown = await database.unknownFlag.aggregate(all);
  const toNumber = ({ _sum }: typeof evaluations): number => Number(_sum.count ?? 0);
  return {
    accepted: toNumber(evaluations) + toNumber(errors),
    unknown_flags: toNumber(unknown),
  };
}

/** How many rows an organization has of what clients can invent. */
export async function countRows(database: Database, organizationId: string) {
  const all = { where: { organizationId } };
  return {
    flagCount: await database.flagCount.count(all),
    placeCount: await database.placeCount.count(all),
    languageCount: await database.languageCount.count(all),
    errorCount: await database.errorCount.count(all),
    errorEvent: await database.errorEvent.count(all),
    unknownFlag: await database.unknownFlag.count(all),
    countedName: await database.countedName.count(all),
    hourlyUsers: await database.hourlyUsers.count(all),
  };
}
