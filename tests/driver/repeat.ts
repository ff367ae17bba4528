import { setTimeout as wait } from 'node:timers/promises';

/** Does something again and again until it is stopped; `stop` rejects with what it failed by. */
export function repeat(intervalMs: number, act: () => unknown) {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await act();
      await wait(intervalMs);
    }
  })();
  // Told when it is stopped: until then nobody waits for it.
  running.catch(() => undefined);
  return {
    stop(): Promise<void> {
      stopping.abort();
      return running;
    },
  };
}
