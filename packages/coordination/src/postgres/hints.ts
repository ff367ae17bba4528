import type { Hints } from '../hints.ts';
import { createSubscribers } from '../subscribers.ts';
import { fromPayload, toPayload } from './hint-payload.ts';
import { createListener, type PingTimes } from './listener.ts';

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

/** Hints by NOTIFY, which PostgreSQL delivers when the transaction commits. */
export function createPostgresHints({ url, onError, ping }: PostgresHintsOptions): PostgresHints {
  const subscribers = createSubscribers(onError);

  function receive(payload: string): void {
    const hint = fromPayload(payload);
    if (hint) subscribers.tellHint(hint);
    else onError(new Error(`A notification on ${channel} is no hint; it was ignored.`));
  }

  const listener = createListener({
    url,
    channel,
    ping,
    onListening: () => subscribers.tellGap(),
    onPayload: receive,
    onError,
  });

  return {
    statementFor: (hint) => ({
      text: `SELECT pg_notify('${channel}', $1)`,
      values: [toPayload(hint)],
    }),
    send: () => Promise.resolve(),
    subscribe: (hintListener) => subscribers.subscribe(hintListener),
    start: () => listener.start(),
    close: () => listener.close(),
  };
}
