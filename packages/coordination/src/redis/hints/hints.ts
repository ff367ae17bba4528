import { fromPayload, toPayload } from '../../hearing/hint-payload.ts';
import { createListener } from '../../hearing/listener.ts';
import type { PingTimes } from '../../hearing/ping-until-lost.ts';
import { createSubscribers } from '../../hearing/subscribers.ts';
import type { Hints } from '../../hints.ts';
import type { RedisConnection } from '../client/connection.ts';
import { within } from '../client/within.ts';
import { listen } from './listen.ts';

export interface RedisHints extends Hints {
  start(): Promise<void>;
  close(): Promise<void>;
}

interface RedisHintsOptions {
  connection: RedisConnection;
  prefix: string;
  onError: (error: Error) => void;
  ping?: PingTimes;
}

const mostBytes = 64 * 1024;
/** How long a writer, whose work is done, waits for its hint to be sent. */
const sendTimeoutMs = 500;

/** Hints by PUBLISH, which every node of a Cluster passes on to the others. */
export function createRedisHints(options: RedisHintsOptions): RedisHints {
  const { connection, prefix, onError, ping } = options;
  const channel = `${prefix}:hints`;
  const subscribers = createSubscribers(onError);

  function receive(payload: string): void {
    const hint = fromPayload(payload);
    if (hint) subscribers.tellHint(hint);
    else onError(new Error('A message among the hints is none; it was ignored.'));
  }

  const listener = createListener({
    listen: (closing, onListening) =>
      listen({ connection, channel, ping, onPayload: receive, onListening }, closing),
    onListening: () => subscribers.tellGap(),
    onError,
  });

  return {
    statementFor: () => undefined,
    async send(hint) {
      const payload = toPayload(hint, mostBytes);
      const publish = connection.run((client) => client.publish(channel, payload));
      // Whoever misses it finds the change when it compares heads.
      await within(sendTimeoutMs, () => publish).catch(() => undefined);
    },
    subscribe: (hintListener) => subscribers.subscribe(hintListener),
    start: () => listener.start(),
    close: () => listener.close(),
  };
}
