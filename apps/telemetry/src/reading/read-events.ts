import { inSlices, toText } from '@halyard/http';

import { createReadEvent } from './create-read-event.ts';
import { emptyBody, listEvents } from './list-events.ts';
import type { ReadOutcome, Reading } from './reading.ts';

/** Reads a body's events, with other work in between. */
export type ReadEvents = (pieces: readonly Buffer[], reading: Reading) => Promise<ReadOutcome>;

/** To parse more in one go would keep others waiting for more than a millisecond. */
const mostBytesHere = 64 * 1024;

/** Bodies that are long are read by `readLong`. */
export function createReadEvents(readLong: ReadEvents): ReadEvents {
  const readEvent = createReadEvent();

  async function readHere(pieces: readonly Buffer[], reading: Reading): Promise<ReadOutcome> {
    const listed = listEvents(toText(pieces), reading.kind);
    if (typeof listed === 'string') return { failure: listed };
    const body = emptyBody();
    await inSlices(listed, (event) => readEvent(body, event, reading));
    return body;
  }

  return (pieces, reading) => {
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    return bytes > mostBytesHere ? readLong(pieces, reading) : readHere(pieces, reading);
  };
}
