import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came, so that what is not UTF-8 is seen. */
  readonly body: Buffer;
}

export interface WireOptions {
  /** Ends the sending side after the request: nothing more will come. */
  endsEarly?: boolean;
  /** How many answers to wait for, 1 where left out; the connection is closed after them. */
  answers?: number;
  /** The first answer is to a HEAD. */
  isHead?: boolean;
}

/** Sends bytes, whatever they are, and gives what is answered until so many or the end. */
export async function exchange(
  port: number,
  request: string | Buffer,
  { endsEarly = false, answers = 1, isHead = false }: WireOptions = {},
): Promise<WireAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  const reader = createAnswerReader(isHead);
  const done = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      try {
        if (reader.read(chunk).length >= answers) resolve();
      } catch (error) {
        reject(error);
        socket.destroy();
      }
    });
    socket.on('close', () => resolve());
    // A server that answers early may close while the rest is still being sent.
    socket.on('error', () => resolve());
  });
  await send(socket, typeof request === 'string' ? Buffer.from(request) : request, endsEarly);
  if (answers > 0) await done;
  socket.destroy();
  return reader.read(Buffer.alloc(0));
}

async function send(socket: Socket, bytes: Buffer, endsEarly: boolean): Promise<void> {
  await once(socket, 'connect');
  if (endsEarly) socket.end(bytes);
  else socket.write(bytes);
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = '0\r\n\r\n';

/** Takes answers out of a stream of bytes; informational ones (1xx) are left out. */
function createAnswerReader(isHead: boolean) {
  let rest = Buffer.alloc(0);
  const answers: WireAnswer[] = [];
  return {
    read(chunk: Buffer): WireAnswer[] {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const end = rest.indexOf(headEnd);
        if (end === -1) return answers;
        const head = readHead(rest.subarray(0, end).toString('latin1'));
        // Where node:http itself refuses a request, it may send nothing in one chunk.
        const isChunked = head.headers.has('transfer-encoding');
        const framing = isChunked ? lastChunk.length : 0;
        const hasNoBody = isChunked || (isHead && answers.length === 0);
        const length = hasNoBody ? 0 : Number(head.headers.get('content-length') ?? 0);
        const bodyStart = end + headEnd.length;
        const bodyEnd = bodyStart + length;
        if (rest.length < bodyEnd + framing) return answers;
        const body = rest.subarray(bodyStart, bodyEnd);
        if (head.status >= 200) answers.push({ ...head, body });
        rest = rest.subarray(bodyEnd + framing);
      }
    },
  };
}

function readHead(text: string): Pick<WireAnswer, 'status' | 'headers'> {
  const [first = '', ...lines] = text.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (Number.isNaN(status)) throw new Error(`This is no answer: ${first}`);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { status, headers };
}

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

/** A request as bytes, in the framing that belongs to its body. */
export function toBytes({ method, path, headers = [], body = '' }: WireRequest): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(bytes.length > 0 || method === 'POST' ? [`content-length: ${bytes.length}`] : []),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
