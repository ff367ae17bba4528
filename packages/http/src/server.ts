import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  /** The port it listens on. */
  port: number;
  /** Stops accepting, lets running requests end, then resolves. */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  /** How many ports to try, upwards from `port`, while they are taken. */
  attempts: number;
  /** How long running requests may take at `close`. */
  graceMs: number;
}

const closeIdleIntervalMs = 50;

/** Starts to listen; rejects with `EADDRINUSE` when every port is taken. */
export async function listen(
  listener: RequestListener,
  options: ListenOptions,
): Promise<HttpServer> {
  const server = createServer(listener);
  await listenOnFirstFree(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server, options.graceMs),
  };
}

async function listenOnFirstFree(server: Server, options: ListenOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(server, options.host, options.port + attempt - 1);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || attempt >= options.attempts) throw error;
    }
  }
}

const listenOnce = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const closeServer = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    // A connection whose last answer is out would otherwise wait for its keep-alive to end.
    const idle = setInterval(() => server.closeIdleConnections(), closeIdleIntervalMs);
    const last = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(last);
      resolve();
    });
  });
