import type { Logger } from '@halyard/http';
import type { Producer } from '@halyard/queue';

import { mergeUsage, type Batch, type BatchContent } from './batch.ts';

export interface OutboxDeps {
  producer: Producer<'evaluation-counts'>;
  node: string;
  boot: string;
  log: Logger;
}

/** Batches on their way to the queue. */
export interface Outbox {
  add(content: BatchContent): void;
  /** Sends what waits, in order; what cannot be sent waits on, the last ten of it. */
  send(): Promise<void>;
  waiting(): number;
  /** How many batches were dropped since the process started. */
  dropped(): number;
}

const mostWaiting = 10;

export function createOutbox({ producer, node, boot, log }: OutboxDeps): Outbox {
  let batches: Batch[] = [];
  let added = 0;
  let dropped = 0;
  let isAway = false;

  async function sendFirst(): Promise<boolean> {
    const [first] = batches;
    if (!first) return false;
    try {
      await producer.add(first, `${boot}-${first.n}`);
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'evaluation counts wait for the queue');
      isAway = true;
      return false;
    }
    isAway = false;
    batches.shift();
    return true;
  }

  /**
   * Drops the oldest but the first, which may have been stored although it seemed to fail; plan
   * usage goes on with the newest, which was never sent either, so that it is counted once.
   */
  function trim(): void {
    const excess = batches.length - mostWaiting;
    if (excess <= 0) return;
    const [first, ...rest] = batches;
    const gone = rest.splice(0, excess);
    const newest = rest.at(-1)!;
    const usage = mergeUsage([...gone, newest].flatMap((batch) => batch.usage));
    batches = [first!, ...rest.slice(0, -1), { ...newest, usage }];
    dropped += excess;
  }

  return {
    add(content) {
      added += 1;
      batches.push({ node, boot, n: added, ...content });
    },
    async send() {
      while (await sendFirst());
      trim();
    },
    waiting: () => batches.length,
    dropped: () => dropped,
  };
}
