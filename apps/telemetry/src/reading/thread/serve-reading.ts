import { constants, getPriority, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort } from 'node:worker_threads';

import { createReadEvent } from '../create-read-event.ts';
import { emptyBody, listEvents } from '../list-events.ts';
import type { Failure, ReadBody } from '../reading.ts';
import type { ReadAnswer, ReadRequest } from './reading-thread.ts';

/** Taken over in one go by whoever asked, in well below a millisecond. */
const eventsAPart = 50;

/** What the worker of `createReadingThread` runs. */
export function serveReading(): void {
  yieldToOthers();
  const readEvent = createReadEvent();

  function readPart(events: readonly unknown[], { reading }: ReadRequest): ReadBody {
    const part = emptyBody();
    for (const event of events) readEvent(part, event, reading);
    return part;
  }

  function read(request: ReadRequest): Failure | undefined {
    const { id, bytes, reading } = request;
    const events = listEvents(Buffer.from(bytes.buffer).toString('utf8'), reading.kind);
    if (typeof events === 'string') return events;
    for (let start = 0; start < events.length; start += eventsAPart) {
      send({ id, part: readPart(events.slice(start, start + eventsAPart), request) });
    }
    return undefined;
  }

  parentPort!.on('message', (request: ReadRequest) => {
    const { id } = request;
    try {
      send({ id, failure: read(request) });
    } catch (error) {
      send({ id, error: error instanceof Error ? `${error.stack}` : String(error) });
    }
  });
}

/** On Linux alone it is this thread's priority; elsewhere it would be the whole process's. */
function yieldToOthers(): void {
  const niceness = constants.priority.PRIORITY_BELOW_NORMAL;
  try {
    if (platform === 'linux' && getPriority() < niceness) setPriority(niceness);
  } catch {
    // It works all the same.
  }
}

const send = (answer: ReadAnswer): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  parentPort!.postMessage(answer);
};
