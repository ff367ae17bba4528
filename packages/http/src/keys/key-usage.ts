import type { QueuePayload } from '@halyard/contracts';

import type { Logger } from '../process/logger.ts';

export interface KeyUsage {
  /** Notes that a key was just used. Memory only. */
  record(key: { readonly id: string; readonly organizationId: string }, timeMs: number): void;
  start(): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface KeyUsageDeps {
  /** Puts a report on the queue that the worker takes it from. */
  producer: { add(payload: QueuePayload<'key-usage'>): Promise<void> };
  log: Pick<Logger, 'warn'>;
  flushIntervalMs: number;
}

type Use = QueuePayload<'key-usage'>['keys'][number];

/**
 * Remembers when each key was last used and hands it to the worker now and then. It can hold no
 * more than one entry a key; while the queue is away they wait here.
 */
export function createKeyUsage({ producer, log, flushIntervalMs }: KeyUsageDeps): KeyUsage {
  let uses = new Map<string, Use>();
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  async function flush(): Promise<void> {
    if (uses.size === 0) return;
    const taken = uses;
    uses = new Map();
    try {
      await producer.add({ keys: [...taken.values()] });
    } catch (error) {
      log.warn({ err: error }, 'key usage waits for the queue');
      uses = new Map([...taken, ...uses]);
    }
  }

  return {
    record({ id, organizationId }, lastUsedAtMs) {
      const use = uses.get(id);
      if (use) use.lastUsedAtMs = lastUsedAtMs;
      else uses.set(id, { organizationId, keyId: id, lastUsedAtMs });
    },
    start() {
      timer = setInterval(() => {
        flushing = flushing.then(flush);
      }, flushIntervalMs);
    },
    async close() {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}
