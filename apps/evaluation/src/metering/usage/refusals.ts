import type { Producer } from '@halyard/queue';

const dayMs = 86_400_000;

/** Whose evaluations were refused: one job a UTC day and organization. */
export interface Refusals {
  note(organizationId: string, nowMs: number): void;
  /** What cannot be sent waits for the next call. */
  send(): Promise<void>;
}

export function createRefusals(producer: Producer<'evaluation-blocked'>): Refusals {
  let day = -1;
  let noted = new Set<string>();
  const waiting = new Set<string>();

  return {
    note(organizationId, nowMs) {
      const today = Math.floor(nowMs / dayMs);
      if (today !== day) {
        day = today;
        noted = new Set();
      }
      if (noted.has(organizationId)) return;
      noted.add(organizationId);
      waiting.add(organizationId);
    },
    async send() {
      for (const organizationId of waiting) {
        await producer.add({ organizationId });
        waiting.delete(organizationId);
      }
    },
  };
}
