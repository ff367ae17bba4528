import { pingUntilLost, usualPing, type PingTimes } from '../../hearing/ping-until-lost.ts';
import type { RedisConnection } from '../client/connection.ts';
import { withoutCommand } from '../client/redis-errors.ts';

interface ListenOptions {
  connection: Pick<RedisConnection, 'createSubscriber'>;
  channel: string;
  ping?: PingTimes | undefined;
  onListening: () => void;
  onPayload: (payload: string) => void;
}

/** Listens on one connection until it is lost or closed; gives the error that ended it. */
export async function listen(options: ListenOptions, closing: AbortSignal): Promise<unknown> {
  try {
    return await listenUntilLost(options, closing);
  } catch (error) {
    return withoutCommand(error);
  }
}

async function listenUntilLost(
  { connection, channel, ping = usualPing, onListening, onPayload }: ListenOptions,
  closing: AbortSignal,
): Promise<never> {
  const subscriber = await connection.createSubscriber(ping.timeoutMs);
  const lost = new AbortController();
  subscriber.on('error', (error) => lost.abort(error));
  subscriber.on('end', () => lost.abort(new Error('The connection was closed.')));
  subscriber.on('message', (_channel, payload) => onPayload(payload));
  const cut = (): void => subscriber.disconnect();
  closing.addEventListener('abort', cut);
  try {
    closing.throwIfAborted();
    await subscriber.connect();
    await subscriber.subscribe(channel);
    onListening();
    return await pingUntilLost(() => subscriber.ping(), ping.everyMs, lost.signal);
  } catch (error) {
    throw lost.signal.reason ?? error;
  } finally {
    closing.removeEventListener('abort', cut);
    cut();
  }
}
