import type { Base, Bases } from '../bases.ts';

/** Bases of one process, for tests. */
export function createMemoryBases(): Bases {
  const bases = new Map<string, Base>();
  let confirmedAtMs: number | undefined;

  return {
    async put(organizationId, seq, bytes) {
      if (seq > (bases.get(organizationId)?.seq ?? -1)) bases.set(organizationId, { seq, bytes });
    },
    read: async (organizationId) => bases.get(organizationId),
    list: async () => new Map([...bases].map(([id, { seq }]) => [id, seq])),
    async remove(organizationId) {
      bases.delete(organizationId);
    },
    async confirm(atMs) {
      confirmedAtMs = atMs;
    },
    readConfirmed: async () => confirmedAtMs,
  };
}
