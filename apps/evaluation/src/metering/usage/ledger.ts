import { evaluationsAtLevel, monthAt } from '@halyard/contracts';

import { createMonthUsage, type MonthUsage } from './month-usage.ts';
import type { Usage } from './usage.ts';

/** What a node knows of this month: one entry for each organization whose plan has a limit. */
export interface Ledger extends Pick<Usage, 'isBlocked' | 'record'> {
  /** Entries with something to share, of earlier months too; whoever shares them takes them out. */
  readonly open: Set<MonthUsage>;
}

export function createLedger(): Ledger {
  let month = monthAt(0);
  let usages = new Map<string, MonthUsage>();
  const open = new Set<MonthUsage>();

  function turnTo(nowMs: number): void {
    if (nowMs >= month.startsAtMs && nowMs < month.endsAtMs) return;
    month = monthAt(nowMs);
    usages = new Map();
  }

  return {
    open,
    isBlocked(organization, nowMs) {
      if (!organization) return false;
      const { id, plan, usage: told } = organization;
      const blockedFrom = evaluationsAtLevel(plan, 'blocked');
      if (blockedFrom === Infinity) return false;
      turnTo(nowMs);
      if (told?.level === 'blocked' && told.month === month.name) return true;
      const known = usages.get(id);
      return known !== undefined && known.total + known.noted >= blockedFrom;
    },
    record(organization, evaluations, nowMs) {
      if (!organization || evaluationsAtLevel(organization.plan, 'blocked') === Infinity) return;
      turnTo(nowMs);
      let usage = usages.get(organization.id);
      if (!usage) {
        usage = createMonthUsage(organization, month);
        usages.set(organization.id, usage);
      }
      usage.organization = organization;
      usage.noted += evaluations;
      open.add(usage);
    },
  };
}
