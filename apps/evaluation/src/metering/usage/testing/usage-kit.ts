import type { OrganizationDocument, QueuePayload } from '@halyard/contracts';
import { createMemoryCounters, type Counters } from '@halyard/coordination';
import { createLogger } from '@halyard/http';

import { createUsage } from '../usage.ts';

const never = 3_600_000;

export const nowMs = Date.parse('2026-11-15T12:00:00Z');
export const month = '2026-11';

export const createOrganization = (
  given: Partial<OrganizationDocument> = {},
): OrganizationDocument => ({ id: crypto.randomUUID(), name: 'Acme', plan: 'FREE', ...given });

/** Counters and queues that nodes share, and that can be away; what is durable is what was set. */
export function createUsageKit() {
  const create = () => createMemoryCounters({ now: () => nowMs });
  let counters = create();
  const levels: QueuePayload<'plan-level'>[] = [];
  const refusals: string[] = [];
  const durable = new Map<string, number>();
  const away = { counters: false, queue: false, database: false };
  let calls = 0;

  function reach(what: keyof typeof away): void {
    if (away[what]) throw new Error(`The ${what} cannot be reached.`);
  }

  const shared: Pick<Counters, 'add'> = {
    async add(...given) {
      calls += 1;
      reach('counters');
      return counters.add(...given);
    },
  };

  return {
    levels,
    refusals,
    durable,
    away,
    calls: () => calls,
    /** Every counter starts anew. */
    loseCounters: () => {
      counters = create();
    },
    /** What the shared counter of the month says. */
    total: ({ id }: OrganizationDocument, of = month) =>
      counters.add(`evaluations:${id}:${of}`, 0, nowMs * 2),
    /** A node that shares when it is told to. */
    createNode({ shareIntervalMs = never } = {}) {
      return createUsage({
        counters: shared,
        levels: {
          async add(payload) {
            reach('queue');
            levels.push(payload);
          },
        },
        refusals: {
          async add({ organizationId }) {
            reach('queue');
            refusals.push(organizationId);
          },
        },
        async readEvaluations(organizationId) {
          reach('database');
          return durable.get(organizationId) ?? 0;
        },
        log: createLogger('test', 'silent'),
        shareIntervalMs,
      });
    },
  };
}
