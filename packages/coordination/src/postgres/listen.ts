import { Client } from 'pg';

import { pingUntilLost, usualPing, type PingTimes } from '../hearing/ping-until-lost.ts';
import { connectionConfig } from './connections.ts';

interface ListenOptions {
  url: string;
  channel: string;
  ping?: PingTimes | undefined;
  onListening: () => void;
  onPayload: (payload: string) => void;
}

/** Listens on one connection until it is lost or closed; gives the error that ended it. */
export async function listen(
  { url, channel, ping = usualPing, onListening, onPayload }: ListenOptions,
  closing: AbortSignal,
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
    return await pingUntilLost(() => client.query('SELECT 1'), ping.everyMs, lost.signal);
  } catch (error) {
    return lost.signal.reason ?? error;
  } finally {
    closing.removeEventListener('abort', cut);
    cut();
  }
}
