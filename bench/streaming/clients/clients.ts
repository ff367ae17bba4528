import { obey } from '../../shared/process.ts';
import { quantile } from '../../shared/statistics.ts';
import { createAudience } from './audience.ts';
import { openListener, type Listener } from './listener.ts';
import { createParser } from './parser.ts';

/** What a process of clients can be asked. */
export type Clients = ReturnType<typeof createActions>;

/** So many streams are opened at a time. */
const atOnce = 200;
const bufferBytes = 65_536;

export const runClients = (): void => obey(createActions());

function createActions() {
  const parse = createParser();
  const buffer = Buffer.alloc(bufferBytes);
  const listeners: Listener[] = [];
  let audience = createAudience();

  /** Resolves when the stream is connected. */
  const open = (port: number, key: string): Promise<void> =>
    new Promise((onConnected) => {
      const listener = openListener({
        port,
        key,
        parse,
        buffer,
        onConnected,
        onChange: (seq) => audience.note(seq),
        onEnd(status) {
          throw new Error(`A stream ended: ${status}`);
        },
      });
      listeners.push(listener);
    });

  return {
    /** Opens so many streams, some at a time, by each of the keys in turn. */
    async open({ port, keys, count }: { port: number; keys: string[]; count: number }) {
      audience.size += count;
      for (let from = 0; from < count; from += atOnce) {
        const length = Math.min(atOnce, count - from);
        await Promise.all(
          Array.from({ length }, (_, index) => open(port, keys[index % keys.length]!)),
        );
      }
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
    },
  };
}
