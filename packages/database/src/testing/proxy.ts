import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a database that can be taken away, for tests of what happens meanwhile. */
export interface DatabaseProxy {
  /** The same database, through the proxy. */
  url: string;
  /** Drops all connections and refuses new ones: the server is gone. */
  cut(): Promise<void>;
  /** Accepts connections, but holds what either side sends: nobody notices that the other is gone. */
  pause(): void;
  /** Ends a cut or a pause; what a pause held is delivered. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  upstream: Socket;
}

const host = '127.0.0.1';

export async function createProxy(targetUrl: string): Promise<DatabaseProxy> {
  const target = new URL(targetUrl);
  const pairs = new Set<Pair>();
  let isPaused = false;

  const server = createServer((client) => {
    const pair = { client, upstream: connect(Number(target.port || 5432), target.hostname) };
    pairs.add(pair);
    endTogether(pair, () => pairs.delete(pair));
    if (!isPaused) flow(pair);
  });
  const port = await listen(server, 0);

  async function cut(): Promise<void> {
    for (const { client } of pairs) client.destroy();
    if (server.listening) await once(server.close(), 'close');
  }

  return {
    url: throughPort(targetUrl, port),
    cut,
    pause() {
      isPaused = true;
      pairs.forEach(hold);
    },
    async restore() {
      if (!server.listening) await listen(server, port);
      if (isPaused) pairs.forEach(flow);
      isPaused = false;
    },
    close: cut,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await once(server.listen(port, host), 'listening');
  return (server.address() as AddressInfo).port;
}

function throughPort(targetUrl: string, port: number): string {
  const url = new URL(targetUrl);
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

function flow({ client, upstream }: Pair): void {
  client.pipe(upstream);
  upstream.pipe(client);
}

function hold({ client, upstream }: Pair): void {
  client.unpipe(upstream).pause();
  upstream.unpipe(client).pause();
}
