import { levelsBetween, reachedLevel } from '@halyard/contracts';

import type { MonthUsage } from './month-usage.ts';
import type { UsageDeps } from './usage.ts';

/** Counters outlive their month, for what is added late. */
const keptAfterMonthMs = 86_400_000;

type SharingDeps = Pick<UsageDeps, 'counters' | 'levels' | 'readEvaluations'>;

/**
 * Shares what was noted of a month with the other nodes, and puts the level it comes to on the
 * queue. What fails is tried again by calling it again.
 */
export function createSharing({ counters, levels, readEvaluations }: SharingDeps) {
  /** Gives the counter's new total. */
  const add = ({ organization, month }: MonthUsage, amount: number): Promise<number> =>
    counters.add(
      `evaluations:${organization.id}:${month.name}`,
      amount,
      month.endsAtMs + keptAfterMonthMs,
    );

  async function addNoted(usage: MonthUsage): Promise<void> {
    const amount = usage.noted;
    if (amount === 0) return;
    const total = await add(usage, amount);
    usage.noted -= amount;
    if (total === amount) {
      usage.beginning = { knownBefore: usage.total, firstAmount: amount, isLate: false };
      // What is known goes on from before, until the counter has caught up.
      usage.total += amount;
    } else {
      usage.total = Math.max(usage.total, total);
    }
  }

  /** What is durable is older than what the counter began with: a batch takes longer than a share. */
  async function seed(usage: MonthUsage): Promise<void> {
    const { beginning, organization, month } = usage;
    if (!beginning) return;
    usage.beginning = { ...beginning, isLate: true };
    const durable = await readEvaluations(organization.id, month.name);
    // What was counted since a seeding that failed may be durable by now, or be that seeding itself.
    const since = beginning.isLate ? (await add(usage, 0)) - beginning.firstAmount : 0;
    const missing = Math.max(durable, beginning.knownBefore) - since;
    if (missing > 0) usage.total = Math.max(usage.total, await add(usage, missing));
    usage.beginning = undefined;
  }

  async function tell(usage: MonthUsage): Promise<void> {
    const { organization, month, total, told } = usage;
    const { id: organizationId, plan, usage: known } = organization;
    const level = reachedLevel(plan, total);
    const knownLevel = known?.month === month.name ? known.level : undefined;
    const toldLevel = told?.plan === plan ? told.level : undefined;
    const isNew = (before: typeof level) => levelsBetween(before, level).length > 0;
    if (!level || !isNew(knownLevel) || !isNew(toldLevel)) return;
    await levels.add({ organizationId, month: month.name, level, plan });
    usage.told = { plan, level };
  }

  return async (usage: MonthUsage): Promise<void> => {
    await addNoted(usage);
    // Those who wait for the level need not wait for the database.
    await tell(usage);
    await seed(usage);
    await tell(usage);
  };
}
