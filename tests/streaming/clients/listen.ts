import { createAbsence } from './absence.ts';
import { listenOnce, type Attempt, type ListenOptions } from './listen-once.ts';
import type { Listener } from './listener.ts';

export interface Listening {
  /** Breaks the connection, as a client that loses its network, which comes back that much later. */
  cut(awayMs?: number): void;
  /** Stays away from now on, or comes back. */
  sleep(): void;
  wake(): void;
  stop(): Promise<void>;
}

/** Of what servers ask for, so much is waited. */
const patience = 0.1;

/** Listens, and comes back with the last id whenever the stream ends, until it is stopped. */
export function listen(listener: Listener, options: ListenOptions): Listening {
  const absence = createAbsence();
  const stopping = new AbortController();
  let current: Attempt | undefined;
  let retryMs = 1_000;

  const running = (async () => {
    while (!stopping.signal.aborted) {
      current = listenOnce(listener, options);
      retryMs = (await current.ended) ?? retryMs;
      if (!stopping.signal.aborted) await absence.over(retryMs * patience);
    }
  })();
  const breakOff = (): void => void current?.request.destroy();

  return {
    cut(awayMs = 0) {
      absence.add(awayMs);
      breakOff();
    },
    sleep() {
      absence.begin();
      breakOff();
    },
    wake: absence.end,
    stop() {
      stopping.abort();
      absence.end();
      breakOff();
      return running;
    },
  };
}
