/** Something that is done at intervals, and at once when it is asked for. */
export interface Polling {
  /** Begins, or does not wait for the interval to pass. */
  now(): void;
  /** Resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** `run` never rejects, and runs once at a time. */
export function createPolling(run: () => Promise<void>, intervalMs: number): Polling {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  let isClosed = false;

  async function poll(): Promise<void> {
    do {
      isAskedAgain = false;
      await run();
    } while (isAskedAgain);
    running = undefined;
    if (!isClosed) timer = setTimeout(now, intervalMs);
  }

  function now(): void {
    if (isClosed) return;
    clearTimeout(timer);
    if (running) isAskedAgain = true;
    else running = poll();
  }

  return {
    now,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
