import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Express } from 'express';

import type { Dispatch } from '../routing/dispatch.ts';
import { useExpressPrototypes } from '../routing/express-prototypes.ts';
import { toOriginForm } from '../routing/to-origin-form.ts';

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
  /** Asked before the app, without Express on the way: what must be fast. */
  hot?: readonly Dispatch[];
}

const closeIdleIntervalMs = 50;

/** Every port that may be used is taken. */
class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor({ host, port, attempts }: ListenOptions) {
    const ports =
      attempts > 1 ? `One of the ports ${port} to ${port + attempts - 1}` : `Port ${port}`;
    const what = attempts > 1 ? 'is needed, and all are taken' : 'is taken';
    super(`${ports} of ${host} ${what} by other programs. Free it, or choose another.`);
  }
}

/** Starts to listen; rejects with {@link PortTakenError} when every port is taken. */
export async function listen(app: Express, options: ListenOptions): Promise<HttpServer> {
  const { hot = [] } = options;
  const answer: RequestListener = (req, res) => {
    req.url = toOriginForm(req.url ?? '/');
    if (!hot.some((dispatch) => dispatch(req, res))) app(req, res);
  };
  const server = createServer(useExpressPrototypes(app), answer);
  // Expectations that nobody knows are ignored: node:http would answer 417, without a body.
  server.on('checkExpectation', answer);
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
      if (!isTaken) throw error;
      if (attempt >= options.attempts) throw new PortTakenError(options);
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
