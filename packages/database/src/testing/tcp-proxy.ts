import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be disturbed, for tests of what happens meanwhile. */
export interface TcpProxy {
  /** The target's, by way of the proxy. */
  url: string;
  /** Ends every connection; new ones pass. */
  dropConnections(): void;
  /** Ends every connection and refuses new ones: the server is gone. */
  takeAway(): Promise<void>;
  /** Connections stay open, but nothing passes on them any more; new ones pass. */
  freezeConnections(): void;
  /** Accepts connections, but nothing passes on any: nobody notices that the other is gone. */
  holdAll(): void;
  /** Ends all of this; what was held or frozen is delivered. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  upstream: Socket;
}

const host = '127.0.0.1';

/** Whatever its protocol, `targetUrl` names a host and a port. */
export async function createTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const pairs = new Set<Pair>();
  let isHolding = false;

  const server = createServer((client) => {
    const pair = { client, upstream: connect(Number(target.port), target.hostname) };
    pairs.add(pair);
    endTogether(pair, () => pairs.delete(pair));
    if (!isHolding) flow(pair);
  });
  const port = await listen(server, 0);

  const dropConnections = (): void => pairs.forEach(({ client }) => client.destroy());
  const freezeConnections = (): void => pairs.forEach(hold);

  async function takeAway(): Promise<void> {
    dropConnections();
    if (server.listening) await once(server.close(), 'close');
  }

  return {
    url: throughPort(target, port),
    dropConnections,
    takeAway,
    freezeConnections,
    holdAll() {
      isHolding = true;
      freezeConnections();
    },
    async restore() {
      if (!server.listening) await listen(server, port);
      isHolding = false;
      pairs.forEach(flow);
    },
    close: takeAway,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await once(server.listen(port, host), 'listening');
  return (server.address() as AddressInfo).port;
}

function throughPort(target: URL, port: number): string {
  const url = new URL(target);
  url.host = `${host}:${port}`;
  return url.href;
}

/** A connection that ends or breaks on one side does so on the other. */
function endTogether({ client, upstream }: Pair, onEnd: () => void): void {
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => {
      other.destroy();
      onEnd();
    });
  }
}

/** Whether it flows already or not. */
function flow(pair: Pair): void {
  hold(pair);
  pair.client.pipe(pair.upstream);
  pair.upstream.pipe(pair.client);
}

function hold({ client, upstream }: Pair): void {
  client.unpipe(upstream).pause();
  upstream.unpipe(client).pause();
}
