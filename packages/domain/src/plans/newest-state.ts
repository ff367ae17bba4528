import type { Transaction } from '../transaction/with-transaction.ts';

/** The last month of which an organization's usage is known, if there is one. */
export const findNewestState = ({ db }: Transaction, organizationId: string) =>
  db.planState.findFirst({ where: { organizationId }, orderBy: { month: 'desc' } });
