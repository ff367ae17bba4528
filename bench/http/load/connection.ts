import { once } from 'node:events';
import { connect } from 'node:net';

/** One connection that is kept, for one request at a time. */
export interface Connection {
  /** The next request must wait for all of this one's answer. */
  send(request: Buffer): void;
  close(): void;
}

const longestAnswer = 65_536;

/**
 * Opens one, which tells of each answer, one character a byte, when all of it is there; every error of
 * the connection is thrown. All it reads goes through one buffer: a generator that collects garbage
 * measures itself.
 */
export async function openConnection(
  port: number,
  onAnswer: (answer: string) => void,
): Promise<Connection> {
  const answer = Buffer.alloc(longestAnswer);
  let length = 0;
  let isClosing = false;

  function take(bytes: number, chunk: Uint8Array): boolean {
    answer.set(chunk.subarray(0, bytes), length);
    length += bytes;
    const text = answer.toString('latin1', 0, length);
    if (isWhole(text)) {
      length = 0;
      onAnswer(text);
    }
    return true;
  }

  const socket = connect({
    host: '127.0.0.1',
    port,
    noDelay: true,
    onread: { buffer: Buffer.alloc(longestAnswer), callback: take },
  });
  await once(socket, 'connect');
  socket.on('close', () => {
    if (!isClosing) throw new Error('The server closed a connection');
  });
  return {
    send(request) {
      socket.write(request);
    },
    close() {
      isClosing = true;
      socket.destroy();
    },
  };
}

const lengthHeader = '\r\ncontent-length: ';

/** Whether an answer has ended. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const at = answer.toLowerCase().indexOf(lengthHeader);
  if (at === -1) throw new Error('An answer does not say how long it is');
  const length = Number.parseInt(answer.slice(at + lengthHeader.length), 10);
  return answer.length >= end + 4 + length;
}
