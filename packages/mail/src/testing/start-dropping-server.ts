import { createServer, type AddressInfo } from 'node:net';

export interface DroppingServer {
  port: number;
  /** How many connections were dropped. */
  count(): number;
  close(): Promise<void>;
}

/** Takes connections and drops them before a word is said. */
export async function startDroppingServer(): Promise<DroppingServer> {
  let dropped = 0;
  const server = createServer((socket) => {
    dropped += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    count: () => dropped,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
