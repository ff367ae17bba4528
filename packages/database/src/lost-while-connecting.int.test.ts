import { createServer, type AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { createDatabase } from './client.ts';
import { toAppError } from './errors.ts';

/** Messages of PostgreSQL's protocol: a letter, the length, the content. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}

const authenticated = message('R', Buffer.alloc(4));
const readyForQuery = message('Z', Buffer.from('I'));
const shutDown = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'));

test('a server that stops in the moment in which it lets somebody in does not end the process', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([authenticated, readyForQuery, shutDown])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const database = createDatabase({ url: `postgresql://u@127.0.0.1:${port}/d`, maxConnections: 1 });
  onTestFinished(async () => {
    await database.$disconnect();
    server.close();
  });
  // Were the error not heard, the test runner would report it as uncaught.
  for (const work of [
    () => database.$queryRaw`SELECT 1`,
    () => database.$transaction(async () => 1),
  ]) {
    const [outcome] = await Promise.allSettled([work()]);
    expect(outcome.status).toBe('rejected');
    const { reason } = outcome as PromiseRejectedResult;
    expect(toAppError(reason)).toMatchObject({ code: 'unavailable' });
  }
});
