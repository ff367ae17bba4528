import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import type { Random } from '../../driver/random.ts';

/** Where clients connect to: each connection goes to one of the nodes that live. */
export interface Front {
  url: string;
  /** Breaks one of the connections. */
  cutOne(): void;
  close(): Promise<void>;
}

const host = '127.0.0.1';

export async function createFront(ports: readonly number[], random: Random): Promise<Front> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.once('close', () => clients.delete(client));
    const [first, second] = random.chance(0.5) ? ports : ports.toReversed();
    pass(client, first!, () => pass(client, second!, () => client.destroy()));
  });
  await once(server.listen(0, host), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    cutOne() {
      if (clients.size > 0) random.pick([...clients]).destroy();
    },
    async close() {
      const closed = once(server.close(), 'close');
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}

/** Lets everything through to a node, or says that there is none. */
function pass(client: Socket, port: number, onNobody: () => void): void {
  const node = connect(port, host);
  let isThere = false;
  const end = (): void => void client.destroy();
  client.once('close', () => node.destroy());
  node.once('connect', () => {
    isThere = true;
    client.pipe(node).pipe(client);
  });
  node.on('error', () => (isThere ? end() : onNobody()));
  node.once('close', () => isThere && end());
}
