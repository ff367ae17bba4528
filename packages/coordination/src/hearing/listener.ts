import { setTimeout as delay } from 'node:timers/promises';

import { retryDelayMs } from './retry-delay.ts';

interface ListenerOptions {
  /** Listens on one connection until it is lost or closed; gives the error that ended it. */
  listen: (closing: AbortSignal, onListening: () => void) => Promise<unknown>;
  /** Called each time it listens again: what was sent until then may have been missed. */
  onListening: () => void;
  onError: (error: Error) => void;
}

export interface Listener {
  /** Resolves after the first attempt; where it failed, others follow until `close`. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a connection of its own, which is opened again whenever it is lost. */
export function createListener({ listen, onListening, onError }: ListenerOptions): Listener {
  const closing = new AbortController();
  let running = Promise.resolve();

  async function keepListening(onAttempted: () => void): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      const error = await listen(closing.signal, () => {
        failures = 0;
        onAttempted();
        onListening();
      });
      onAttempted();
      if (closing.signal.aborted) break;
      onError(new Error('Hints are not heard; trying again.', { cause: error }));
      await pause(retryDelayMs(failures), closing.signal);
    }
  }

  return {
    start: () =>
      new Promise((resolve, reject) => {
        running = keepListening(resolve).then(resolve, reject);
      }),
    async close() {
      closing.abort();
      await running;
    },
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
