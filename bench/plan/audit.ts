import type { Database } from '@halyard/database';

/** What is audited once each when an organization uses up its plan. */
const actions = [
  'limit_warning',
  'limit_exceeded',
  'hard_overage_reached',
  'evaluation_blocked',
] as const;

export type AuditedPlan = Record<(typeof actions)[number], number>;

export const onceEach: AuditedPlan = {
  limit_warning: 1,
  limit_exceeded: 1,
  hard_overage_reached: 1,
  evaluation_blocked: 1,
};

/** How often each of these was audited. */
export async function readAudit(database: Database, organizationId: string): Promise<AuditedPlan> {
  const counts = await Promise.all(
    actions.map(async (action) => [
      action,
      await database.auditEntry.count({ where: { organizationId, action } }),
    ]),
  );
  return Object.fromEntries(counts) as AuditedPlan;
}
