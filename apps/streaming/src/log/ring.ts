import type { EntryFrames } from '../frames/entry-frames.ts';

/** The newest rows of one organization's log, in memory. */
export interface Ring {
  /** Number of the oldest row it holds; one beyond {@link last} while it holds none. */
  readonly first: number;
  /** Number of the last row of the log as far as it is known here. */
  readonly last: number;
  /** `undefined` for what it does not hold. */
  at(seq: number): EntryFrames | undefined;
  /** Adds the row that comes next. */
  push(frames: EntryFrames): void;
}

const mostRows = 1_000;

/** Behind so many rows hardly any stream is: what was written for them is let go. */
const mostWritten = 50;

/** An empty ring of a log that ends at `last`. */
export function createRing(last: number): Ring {
  let first = last + 1;
  const rows: EntryFrames[] = [];
  const lastNumber = (): number => first + rows.length - 1;

  return {
    get first() {
      return first;
    },
    get last() {
      return lastNumber();
    },
    at: (seq) => rows[seq - first],
    push(frames) {
      if (frames.entry.seq !== lastNumber() + 1)
        throw new Error('This is not the row that comes next.');
      rows.push(frames);
      rows.at(-1 - mostWritten)?.forget();
      if (rows.length > mostRows) {
        rows.shift();
        first += 1;
      }
    },
  };
}
