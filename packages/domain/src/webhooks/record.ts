import { isDeepStrictEqual } from 'node:util';

import type { AuditAction } from '@halyard/contracts';

import { difference } from '../audit/difference.ts';
import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import type { WebhookRow } from './lock.ts';

/** Audits a webhook's change; `null` before it was made and after it is gone. */
export async function recordWebhook(
  tx: Transaction,
  action: AuditAction & `webhook_${string}`,
  before: WebhookRow | null,
  after: WebhookRow | null,
): Promise<void> {
  const { organizationId, id } = (after ?? before)!;
  const changes = difference(before && shownOf(before), after && shownOf(after));
  await recordAudit(tx, organizationId, [{ entityType: 'webhook', entityId: id, action, changes }]);
}

/** Everybody reads the audit, and an address may hold a secret: all but where it leads is left out. */
const shownOf = ({ url, events, enabled }: WebhookRow) => ({
  origin: new URL(url).origin,
  events,
  enabled,
});

/** Whether a webhook is as it was, for whoever wrote it. */
export const isUnchanged = (before: WebhookRow, after: Partial<WebhookRow>): boolean =>
  isDeepStrictEqual({ ...before, ...after }, before);
