import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What lies between a node and its server; it passes everything on until it is told otherwise. */
export interface Network {
  /** Of the server, by this way. */
  url: string;
  /** Ends every connection; new ones pass. */
  cut(): void;
  /** Ends every connection and lets none pass until `goUp`. */
  goDown(): void;
  goUp(): void;
  /** Connections stay open, but nothing passes on them any more; new ones pass. */
  freeze(): void;
  close(): Promise<void>;
}

export async function createNetwork(serverUrl: string): Promise<Network> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isDown = false;

  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    join(near, far);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());

  return {
    url: url.href,
    cut,
    goDown() {
      isDown = true;
      cut();
    },
    goUp: () => (isDown = false),
    freeze: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}

/** Both ways; when one end closes, so does the other. */
function join(near: Socket, far: Socket): void {
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
}
