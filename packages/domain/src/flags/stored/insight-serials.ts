import type { FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/** Evaluation ids have 24 bits for it. */
const lastSerial = 2 ** 24 - 1;

/**
 * Gives a serial to each of a flag's environments that has Smart Insights and none yet, and locks the
 * organization for it. Those given before stay, even of an environment that is gone. When all are
 * used up, there are evaluations without an id, and nothing fails.
 */
export async function giveInsightSerials(
  tx: Transaction,
  flag: FlagDocument,
): Promise<FlagDocument> {
  const given = flag.insight_serials ?? {};
  const names = Object.entries(flag.environments)
    .filter(([name, { smart_insights }]) => smart_insights === true && !Object.hasOwn(given, name))
    .map(([name]) => name);
  if (names.length === 0) return flag;
  const first = await takeSerials(tx, flag.organization_id, names.length);
  if (first === undefined) return flag;
  const added = names.map((name, index) => [name, first + index] as const);
  return {
    ...flag,
    insight_serials: Object.fromEntries([...Object.entries(given), ...added]),
  };
}

/** The first of as many serials in a row; `undefined` where there are not as many left. */
async function takeSerials(
  { db }: Transaction,
  organizationId: string,
  count: number,
): Promise<number | undefined> {
  const [head] = await db.$queryRaw<{ last: number }[]>`
    UPDATE change_head SET insight_serial = insight_serial + ${count}
    WHERE organization_id = ${organizationId}::uuid AND insight_serial <= ${lastSerial - count}
    RETURNING insight_serial AS last`;
  return head && head.last - count + 1;
}
