import { levelsBetween, type AuditAction, type PlanLevel } from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { recordChanges, type RecordedChange } from '../record/record-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import type { LockedPlan } from './lock.ts';
import { findNewestState } from './newest-state.ts';
import { notifyOfLevel } from './notify-of-level.ts';

const actions = {
  warning: 'limit_warning',
  exceeded: 'limit_exceeded',
  blocked: 'hard_overage_reached',
} as const satisfies Record<PlanLevel, AuditAction>;

/** A month and the level that it had come to before. */
interface MonthLevel {
  month: string;
  level: PlanLevel | null;
  /** As many as are known. */
  evaluations: number | bigint;
}

/**
 * Raises a month's level; audits each level that is passed on the way, and has the organization told.
 * Does nothing where the month is there already, or further. The organization's plan is locked.
 */
export async function raiseTo(
  tx: Transaction,
  organization: LockedPlan,
  { month, level: before, evaluations }: MonthLevel,
  level: PlanLevel,
): Promise<void> {
  const passed = levelsBetween(before, level);
  if (passed.length === 0) return;
  const organizationId = organization.id;
  await tx.db.planState.upsert({
    where: { organizationId_month: { organizationId, month } },
    create: { organizationId, month, evaluations: 0, level },
    update: { level },
  });
  const newest = await findNewestState(tx, organizationId);
  const recorded = passed.map((level, index): RecordedChange => {
    // A month that is over says nothing to nodes: they are told of the newest.
    const shown = newest?.month === month ? { ...newest, level } : (newest ?? undefined);
    const document = toOrganizationDocument(organization, shown);
    const action = actions[level];
    const changes = {
      before: { month, level: passed[index - 1] ?? before },
      after: { month, level },
    };
    return {
      change: { kind: 'organization', entity_id: organizationId, action, document },
      audit: { entityType: 'organization', entityId: organizationId, action, changes },
    };
  });
  for (const level of passed) {
    const reached = { month, level, evaluations: Number(evaluations) };
    await notifyOfLevel(tx, organization, actions[level], reached);
  }
  await recordChanges(tx, organizationId, recorded);
}
