import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What lies between a node and its server, and can be cut. */
export interface Network {
  /** Of the server, by this way. */
  url: string;
  /** Ends every connection and lets none pass. */
  cut(): void;
  mend(): void;
  /** Connections stay open, but nothing passes on them any more; new ones pass. */
  freeze(): void;
  close(): Promise<void>;
}

export async function createNetwork(serverUrl: string): Promise<Network> {
  const url = new URL(serverUrl);
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    if (isCut) near.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: url.href,
    cut,
    mend: () => (isCut = false),
    freeze: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
