import type { OrganizationDocument } from '@halyard/contracts';
import type { Counters } from '@halyard/coordination';
import type { Logger } from '@halyard/http';
import type { Producer } from '@halyard/queue';

import { createLedger } from './ledger.ts';
import type { MonthUsage } from './month-usage.ts';
import { createRefusals } from './refusals.ts';
import { createSharing } from './sharing.ts';

/** How much organizations use of what their plans include, and whether that blocks them. */
export interface Usage {
  /** Whether an organization's evaluations are blocked now. Called for each request. */
  isBlocked(organization: OrganizationDocument | undefined, nowMs: number): boolean;
  /** Notes evaluations that were answered. Memory only; nothing where the plan has no limit. */
  record(organization: OrganizationDocument | undefined, evaluations: number, nowMs: number): void;
  /** Notes that an evaluation was refused because of the plan. */
  refuse(organizationId: string, nowMs: number): void;
  start(): void;
  /** Adds all that was noted to the shared counters, as far as these answer. Never rejects. */
  share(): Promise<void>;
  /** Shares what is left. */
  close(): Promise<void>;
}

export interface UsageDeps {
  counters: Pick<Counters, 'add'>;
  /** Told of the levels that this node sees reached. */
  levels: Producer<'plan-level'>;
  /** Told of organizations whose evaluations are refused, once a day each. */
  refusals: Producer<'evaluation-blocked'>;
  /** A month's evaluations as far as they are durably known. */
  readEvaluations: (organizationId: string, month: string) => Promise<number>;
  log: Logger;
  /** How often what was noted is added to the shared counters. */
  shareIntervalMs: number;
}

/** While counters and queues are away what was noted waits here, one entry an organization. */
export function createUsage({ refusals, shareIntervalMs, ...shared }: UsageDeps): Usage {
  const { log } = shared;
  const { open, isBlocked, record } = createLedger();
  const refused = createRefusals(refusals);
  const share = createSharing(shared);
  let timer: NodeJS.Timeout | undefined;
  let sharing: Promise<void> | undefined;
  let isAway = false;

  async function shareOne(usage: MonthUsage): Promise<void> {
    open.delete(usage);
    try {
      await share(usage);
    } catch (error) {
      open.add(usage);
      throw error;
    }
  }

  async function shareAll(): Promise<void> {
    const outcomes = await Promise.allSettled([...[...open].map(shareOne), refused.send()]);
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure && !isAway) log.warn({ err: failure.reason as unknown }, 'plan usage waits');
    isAway = failure !== undefined;
  }

  const begin = (): Promise<void> =>
    (sharing ??= shareAll().finally(() => {
      sharing = undefined;
    }));

  async function shareNow(): Promise<void> {
    // What is under way may have begun before the latest was noted.
    await sharing;
    await begin();
  }

  return {
    isBlocked,
    record,
    refuse: refused.note,
    start() {
      timer = setInterval(begin, shareIntervalMs);
    },
    share: shareNow,
    async close() {
      clearInterval(timer);
      await shareNow();
    },
  };
}
