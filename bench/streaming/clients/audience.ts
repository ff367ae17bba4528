import { clockMs } from '../processes/clock.ts';

/** When a change came to clients, by the machine's monotonic clock in milliseconds. */
interface Receipts {
  /** One of each client, in the order of coming. */
  at: Float64Array;
  count: number;
}

/** Who listens, and when what came to how many of them. */
export interface Audience {
  size: number;
  note(seq: number): void;
  /** When a change has come to so many; resolves when it has. */
  heard(seq: number, clients: number): Promise<{ first: number; last: number }>;
  /** Of all changes that have come, by their numbers. */
  all(): IterableIterator<[seq: number, at: Float64Array]>;
}

export function createAudience(): Audience {
  const ofChange = new Map<number, Receipts>();
  let wanted: { seq: number; clients: number; resolve: () => void } | undefined;

  return {
    size: 0,
    note(seq) {
      let receipts = ofChange.get(seq);
      if (!receipts) {
        receipts = { at: new Float64Array(this.size), count: 0 };
        ofChange.set(seq, receipts);
      }
      receipts.at[receipts.count] = clockMs();
      receipts.count += 1;
      if (wanted && wanted.seq === seq && receipts.count >= wanted.clients) wanted.resolve();
    },
    async heard(seq, clients) {
      if ((ofChange.get(seq)?.count ?? 0) < clients) {
        await new Promise<void>((resolve) => (wanted = { seq, clients, resolve }));
      }
      const { at } = ofChange.get(seq)!;
      return { first: at[0]!, last: at[clients - 1]! };
    },
    *all() {
      for (const [seq, { at, count }] of ofChange) yield [seq, at.subarray(0, count)];
    },
  };
}
