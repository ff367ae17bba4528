import {
  evaluationsAtLevel,
  monthlyEvaluations,
  type Notification,
  type PlanLevel,
} from '@halyard/contracts';

import { notify } from '../notifications/notify.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import type { LockedPlan } from './lock.ts';

/** Has an organization told of a level that a month has passed. */
export async function notifyOfLevel(
  tx: Transaction,
  { id, plan }: LockedPlan,
  kind: Exclude<Notification['kind'], 'webhook_test'>,
  { month, level, evaluations }: { month: string; level: PlanLevel; evaluations: number },
): Promise<void> {
  const limit = monthlyEvaluations[plan];
  if (!Number.isFinite(limit)) return;
  // Nodes see a level reached before all that was evaluated is written.
  const known = Math.max(evaluations, evaluationsAtLevel(plan, level));
  await notify(tx, id, { kind, content: { month, level, evaluations: known, limit } });
}
