import { once } from 'node:events';
import { connect } from 'node:net';

/** One connection that is kept, for one request at a time. */
export interface Connection {
  /** Calls back when all of the answer is there. */
  send(request: Buffer, onAnswer: () => void): void;
  close(): void;
}

/** Opens one; every status but 200 and every error of the connection is thrown. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay();
  await once(socket, 'connect');
  let received = '';
  let answer: (() => void) | undefined;
  let isClosing = false;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (!isWhole(received)) return;
    received = '';
    answer!();
  });
  socket.on('close', () => {
    if (!isClosing) throw new Error('The server closed a connection');
  });
  return {
    send(request, onAnswer) {
      answer = onAnswer;
      socket.write(request);
    },
    close() {
      isClosing = true;
      socket.destroy();
    },
  };
}

/** Whether an answer (one character a byte) has ended; throws unless its status is 200. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  if (!answer.startsWith('HTTP/1.1 200 ')) throw new Error(`Refused: ${answer.slice(0, 200)}`);
  const length = /^content-length: (\d+)/im.exec(answer)?.[1];
  if (length === undefined) throw new Error('An answer does not say how long it is');
  return answer.length >= end + 4 + Number(length);
}
