import type { OrganizationDocument } from '@halyard/contracts';

import type { Organization, PlanState } from '../generated/client.ts';

/** A stored organization, with its newest month's usage, as its document. */
export function toOrganizationDocument(
  row: Organization,
  newest: PlanState | undefined,
): OrganizationDocument {
  const { id, name, plan } = row;
  if (!newest?.level) return { id, name, plan };
  return { id, name, plan, usage: { month: newest.month, level: newest.level } };
}
