import { fromPayload, toPayload } from '../hearing/hint-payload.ts';
import { createListener } from '../hearing/listener.ts';
import type { PingTimes } from '../hearing/ping-until-lost.ts';
import { createSubscribers } from '../hearing/subscribers.ts';
import type { Hints } from '../hints.ts';
import { listen } from './listen.ts';

export interface PostgresHints extends Hints {
  start(): Promise<void>;
  close(): Promise<void>;
}

interface PostgresHintsOptions {
  url: string;
  onError: (error: Error) => void;
  ping?: PingTimes;
}

const channel = 'halyard_hints';

/** PostgreSQL refuses a notification of 8 000 bytes. */
const mostBytes = 7_999;

/** Hints by NOTIFY, which PostgreSQL delivers when the transaction commits. */
export function createPostgresHints({ url, onError, ping }: PostgresHintsOptions): PostgresHints {
  const subscribers = createSubscribers(onError);

  function receive(payload: string): void {
    const hint = fromPayload(payload);
    if (hint) subscribers.tellHint(hint);
    else onError(new Error(`A notification on ${channel} is no hint; it was ignored.`));
  }

  const listener = createListener({
    listen: (closing, onListening) =>
      listen({ url, channel, ping, onPayload: receive, onListening }, closing),
    onListening: () => subscribers.tellGap(),
    onError,
  });

  return {
    statementFor: (hint) => ({
      text: `SELECT pg_notify('${channel}', $1)`,
      values: [toPayload(hint, mostBytes)],
    }),
    send: () => Promise.resolve(),
    subscribe: (hintListener) => subscribers.subscribe(hintListener),
    start: () => listener.start(),
    close: () => listener.close(),
  };
}
