import { inSlices } from '@halyard/http';

import { createReadEvent } from './create-read-event.ts';
import { emptyBody, listEvents } from './list-events.ts';
import type { ReadOutcome, Reading } from './reading.ts';

/** Reads a body's events, with other work in between. */
export type ReadEvents = (pieces: readonly Buffer[], reading: Reading) => Promise<ReadOutcome>;

export function createReadEvents(): ReadEvents {
  const readEvent = createReadEvent();
  return async (pieces, reading) => {
    const listed = listEvents(Buffer.concat(pieces).toString('utf8'), reading.kind);
    if (typeof listed === 'string') return { failure: listed };
    const body = emptyBody();
    await inSlices(listed, (event) => readEvent(body, event, reading));
    return body;
  };
}
