import type { OrganizationUsage, QueuePayload } from '@halyard/contracts';

export type Batch = QueuePayload<'evaluation-counts'>;

/** What a batch says, before it has its number. */
export type BatchContent = Omit<Batch, 'node' | 'boot' | 'n'>;

/** A batch's rows, by what they are of. */
export type BatchRows = Pick<BatchContent, 'usage' | 'flags' | 'places' | 'languages' | 'clients'>;

export const noRows = (): BatchRows => ({
  usage: [],
  flags: [],
  places: [],
  languages: [],
  clients: [],
});

/** Usage with one entry for each organization and day. */
export function mergeUsage(usage: readonly OrganizationUsage[]): OrganizationUsage[] {
  const merged = new Map<string, OrganizationUsage>();
  for (const { organizationId, day, evaluations } of usage) {
    const name = `${organizationId} ${day}`;
    const before = merged.get(name)?.evaluations ?? 0;
    merged.set(name, { organizationId, day, evaluations: before + evaluations });
  }
  return [...merged.values()];
}
