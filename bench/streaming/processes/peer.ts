import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { createPostgresCoordination } from '@halyard/coordination';

import { obey } from '../../shared/process.ts';
import { noteHints } from './note-hints.ts';

/** How the peer writes to its sockets: all in one loop, or some hundreds and then others' turn. */
export type Way = 'loop' | 'slices';

interface PeerInput {
  databaseUrl: string;
  /** With each change of it something is sent to all. */
  organizationId: string;
  /** What a stream wrote when it began, and with a change: the bytes on the wire, one character each. */
  greeting: string;
  change: string;
  /** The number of that change, which is to be another each time. */
  changeSeq: number;
}

/** What the server that streams are compared with can be asked. */
export type Peer = ReturnType<typeof createActions>;

const atOnce = 500;

export const runPeer = (): void => obey(createActions());

/** Does nothing but send the same bytes to all sockets, as soon as the same hint comes. */
function createActions() {
  const sockets = new Set<Socket>();
  let way: Way = 'loop';
  let hintedAt: (organizationId: string) => number;

  function broadcast(bytes: Buffer): void {
    const rest = sockets.values();
    if (way === 'loop') for (const socket of rest) socket.write(bytes);
    else writeSlices(rest, bytes);
  }

  return {
    async start(input: PeerInput): Promise<number> {
      const { databaseUrl: url, organizationId, greeting, change, changeSeq } = input;
      const onError = (error: Error): never => {
        throw error;
      };
      const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
      const noted = noteHints(coordination.hints);
      ({ hintedAt } = noted);
      noted.hints.subscribe({
        onHint(hint) {
          if (hint.organization_id !== organizationId) return;
          broadcast(
            Buffer.from(change.replaceAll(`id: ${changeSeq}`, `id: ${hint.seq}`), 'latin1'),
          );
        },
        onGap: () => undefined,
      });
      await coordination.start();
      return listen(sockets, Buffer.from(greeting, 'latin1'));
    },
    writeIn(given: { way: Way }): void {
      ({ way } = given);
    },
    hintedAt: (given: { organizationId: string }) => hintedAt(given.organizationId),
  };
}

function writeSlices(rest: Iterator<Socket>, bytes: Buffer): void {
  for (let count = 0; count < atOnce; count++) {
    const { done, value } = rest.next();
    if (done) return;
    value.write(bytes);
  }
  setImmediate(() => writeSlices(rest, bytes));
}

async function listen(sockets: Set<Socket>, greeting: Buffer): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.resume();
    socket.write(greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
