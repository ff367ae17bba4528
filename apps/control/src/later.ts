import type { Logger } from '@halyard/http';

/** Work that nobody waits for, but a stop of the process. */
export interface Later {
  /** Runs it after the answer; what fails is logged. */
  run: (work: () => Promise<void>) => void;
  /** Resolves once all of it is done. */
  close(): Promise<void>;
}

export function createLater(log: Pick<Logger, 'error'>): Later {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      const done = work()
        .catch((error: unknown) => log.error({ err: error }, 'what was to be done later failed'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async close() {
      await Promise.all(running);
    },
  };
}
