import { setTimeout as delay } from 'node:timers/promises';

import { Client } from 'pg';

import { retryDelayMs } from '../retry-delay.ts';
import { connectionConfig } from './connections.ts';

export interface PingTimes {
  everyMs: number;
  /** A server that does not answer for so long is taken for gone. */
  timeoutMs: number;
}

interface ListenerOptions {
  url: string;
  channel: string;
  ping?: PingTimes | undefined;
  /** Called each time it listens again: what was sent until then may have been missed. */
  onListening: () => void;
  onPayload: (payload: string) => void;
  onError: (error: Error) => void;
}

export interface Listener {
  /** Resolves after the first attempt; where it failed, others follow until `close`. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Listens to a channel on a connection of its own, which is opened again whenever it is lost. */
export function createListener(options: ListenerOptions): Listener {
  const closing = new AbortController();
  let running = Promise.resolve();

  async function keepListening(onAttempted: () => void): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      const error = await listen(options, closing.signal, () => {
        failures = 0;
        onAttempted();
        options.onListening();
      });
      onAttempted();
      if (closing.signal.aborted) break;
      options.onError(new Error('Hints are not heard; trying again.', { cause: error }));
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

/** Listens on one connection until it is lost or closed; gives the error that ended it. */
async function listen(
  { url, channel, ping = { everyMs: 5_000, timeoutMs: 5_000 }, onPayload }: ListenerOptions,
  closing: AbortSignal,
  onListening: () => void,
): Promise<unknown> {
  const client = new Client({ ...connectionConfig(url), query_timeout: ping.timeoutMs });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('The connection was closed.')));
  client.on('notification', ({ payload }) => onPayload(payload ?? ''));
  // Not `end()`: it waits for an answer, which a server that is gone does not give.
  const cut = (): unknown => client.connection.stream.destroy();
  closing.addEventListener('abort', cut);
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    onListening();
    return await pingUntilLost(client, ping.everyMs, lost.signal);
  } catch (error) {
    return lost.signal.reason ?? error;
  } finally {
    closing.removeEventListener('abort', cut);
    cut();
  }
}

/** Asks now and then, for a connection whose other end is gone looks like a quiet one. */
async function pingUntilLost(client: Client, everyMs: number, lost: AbortSignal): Promise<never> {
  for (;;) {
    await delay(everyMs, undefined, { signal: lost });
    await client.query('SELECT 1');
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
