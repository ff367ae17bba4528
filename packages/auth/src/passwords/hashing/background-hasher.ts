import type { Worker } from 'node:worker_threads';

import type { Hasher } from './hasher.ts';

/** What the worker is asked; `hash` is the one to compare with. */
export type HashRequest = { id: number; password: string; hash?: string };
export type HashAnswer = { id: number; result: string | boolean } | { id: number; error: string };

/** A hasher that ends with its worker. */
export interface BackgroundHasher extends Hasher {
  close(): Promise<void>;
}

interface Waiting {
  resolve: (result: string | boolean) => void;
  reject: (error: Error) => void;
}

/**
 * Hashes in a worker that runs `serveHashes`, begun when it is first needed, and anew should it end: a
 * thread of its own can have the lowest priority, so that what shares the process's cores does not wait
 * for passwords.
 */
export function createBackgroundHasher(startWorker: () => Worker): BackgroundHasher {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let running: Worker | undefined;

  function start(): Worker {
    const worker = startWorker();
    worker.unref();
    worker.on('message', (answer: HashAnswer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('result' in answer) asker?.resolve(answer.result);
      else asker?.reject(new Error(answer.error));
    });
    worker.on('error', end);
    worker.on('exit', () => end(new Error('The thread that hashes passwords has ended.')));
    return worker;
  }

  function end(error: Error): void {
    running = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  const ask = (asked: Omit<HashRequest, 'id'>): Promise<string | boolean> =>
    new Promise((resolve, reject) => {
      running ??= start();
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
      running.postMessage({ id: lastId, ...asked } satisfies HashRequest);
    });

  return {
    hash: async (password) => String(await ask({ password })),
    verify: async (hash, password) => (await ask({ hash, password })) === true,
    async close() {
      await running?.terminate();
    },
  };
}
