import { quantile } from '../../shared/statistics.ts';
import { obey } from '../processes/process.ts';
import { createAudience } from './audience.ts';
import { openListener, type Listener } from './listener.ts';
import { createParser } from './parser.ts';

/** What a process of clients can be asked. */
export type Clients = ReturnType<typeof createActions>;

/** As many as wait for a connection at a time: a server's queue of them is not long. */
const mostOpening = 200;
const bufferBytes = 65_536;

export const runClients = (): void => obey(createActions());

function createActions() {
  const parse = createParser();
  const buffer = Buffer.alloc(bufferBytes);
  const listeners: Listener[] = [];
  let audience = createAudience();
  let connected = 0;

  /** Resolves when there is a connection, on which the stream may have to wait for its turn. */
  const open = (port: number, key: string, onAll: () => void): Promise<void> =>
    new Promise((onOpen) => {
      const listener = openListener({
        port,
        key,
        parse,
        buffer,
        onOpen,
        onConnected() {
          connected += 1;
          onAll();
        },
        onChange: (seq) => audience.note(seq),
        onEnd(status) {
          throw new Error(`A stream ended: ${status}`);
        },
      });
      listeners.push(listener);
    });

  return {
    /** Opens so many streams, by each of the keys in turn; resolves when all are connected. */
    async open({ port, keys, count }: { port: number; keys: string[]; count: number }) {
      audience.size += count;
      const wanted = connected + count;
      let resolve: () => void;
      const all = new Promise<void>((done) => (resolve = done));
      for (let from = 0; from < count; from += mostOpening) {
        const length = Math.min(mostOpening, count - from);
        const opened = Array.from({ length }, (_, index) =>
          open(port, keys[index % keys.length]!, () => connected === wanted && resolve()),
        );
        await Promise.all(opened);
      }
      await all;
    },
    /** When a change had come to the first and to the last client; resolves when it has. */
    heard: ({ seq }: { seq: number }) => audience.heard(seq, audience.size),
    /** How long after these times changes have come; throws where one has not come to a client. */
    latencies({ writtenAt }: { writtenAt: [seq: number, at: number][] }) {
      const receipts = new Map(audience.all());
      const all = writtenAt.flatMap(([seq, at]) => {
        const cameAt = receipts.get(seq);
        if (cameAt?.length !== audience.size) throw new Error(`${cameAt?.length} heard ${seq}`);
        return Array.from(cameAt, (one) => one - at);
      });
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(all, share));
      return { p50: p50!, p99: p99!, most: most!, count: all.length };
    },
    close() {
      for (const listener of listeners.splice(0)) listener.close();
      audience = createAudience();
      connected = 0;
    },
  };
}
