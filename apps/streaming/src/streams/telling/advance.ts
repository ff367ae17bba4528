import type { EntryFrames } from '../../frames/entry-frames.ts';
import { wholeRow } from '../../frames/position.ts';
import type { History } from '../../log/history.ts';
import type { Ring } from '../../log/ring.ts';
import type { Stream } from '../stream.ts';

export interface AdvanceDeps {
  ring: Ring;
  history: History;
  /** The organization was read anew: its streams are told by another ring. */
  isClosed: () => boolean;
  /** What came before cannot be told: the stream goes on from the ring's end. */
  resync: (stream: Stream) => void;
  /** A change was written to a socket. */
  onWrite: () => void;
  /** Older rows could not be read. */
  onUnreadable: (stream: Stream, error: unknown) => void;
}

/** The number of the row of which a stream needs something next. */
export const nextRow = ({ position: { seq, frame } }: Pick<Stream, 'position'>): number =>
  frame === Infinity ? seq + 1 : seq;

/**
 * Gives a function that writes to a stream what it was not told yet, as far as its socket takes it: at
 * once from memory, else by reading the log. A stream is a place in the log, so that nothing is left out
 * or told twice however it came to be there.
 */
export function createAdvance(deps: AdvanceDeps) {
  const { ring, history, isClosed, resync, onWrite, onUnreadable } = deps;

  function find(stream: Stream, seq: number): EntryFrames | undefined {
    const recent = ring.at(seq);
    const { older } = stream;
    if (older.length === 0) return recent;
    // oxlint-disable-next-line no-param-reassign -- a stream is moved on in place
    if (recent) stream.older = [];
    return recent ?? older[seq - older[0]!.entry.seq];
  }

  async function readOlder(stream: Stream, from: number): Promise<void> {
    /* oxlint-disable no-param-reassign -- a stream is moved on in place */
    stream.isReading = true;
    const rows = await history.read(from).catch((error: unknown) => {
      if (!isClosed()) onUnreadable(stream, error);
      return undefined;
    });
    if (!rows || isClosed()) return;
    stream.isReading = false;
    stream.older = rows;
    if (rows.length === 0) resync(stream);
    else advance(stream);
    /* oxlint-enable no-param-reassign */
  }

  function tell(stream: Stream, frames: EntryFrames): void {
    const { channel, position } = stream;
    const chunk =
      position.frame === Infinity ? frames.of(channel) : frames.after(channel, position.frame);
    if (chunk) {
      stream.write(chunk);
      onWrite();
    }
    // oxlint-disable-next-line no-param-reassign -- a stream is moved on in place
    stream.position = frames.end;
  }

  function advance(stream: Stream): void {
    if (stream.isReading || isClosed()) return;
    while (stream.isOpen && stream.blockedSinceMs === undefined) {
      const seq = nextRow(stream);
      if (seq > ring.last) return;
      const frames = find(stream, seq);
      if (!frames) {
        readOlder(stream, seq).catch((error: unknown) => onUnreadable(stream, error));
        return;
      }
      tell(stream, frames);
    }
  }

  return advance;
}

/** Moves a stream to the log's end as it is known here. */
export function skipToEnd(stream: Stream, ring: Ring): void {
  /* oxlint-disable no-param-reassign -- a stream is moved on in place */
  stream.position = wholeRow(ring.last);
  stream.older = [];
  stream.isReading = false;
  /* oxlint-enable no-param-reassign */
}
