import { connect, createServer } from 'node:net';
import { join } from 'node:path';

import { readIfPresent } from '../installation/files.ts';

const host = '127.0.0.1';
const answerMs = 3_000;
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The port of the last start when it is free, else one the system chooses. */
export async function choosePort(data: string): Promise<number> {
  const options = await readIfPresent(join(data, 'postmaster.opts'));
  const last = Number(/"-p" "(\d+)"/.exec(options ?? '')?.[1] ?? 0);
  return (await listenOnce(last)) ?? freePort();
}

export async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error(`No TCP port on ${host} is free for PostgreSQL.`);
  return port;
}

/** Whether a PostgreSQL server answers there: a bare connection also succeeds to a hung one. */
export function speaksPostgres(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: answerMs });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => socket.write(sslRequest));
    socket.once('data', (reply) => settle(/^[NS]$/.test(reply.toString('latin1'))));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
