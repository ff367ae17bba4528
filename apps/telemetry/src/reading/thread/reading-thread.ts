import type { Worker } from 'node:worker_threads';

import { inSlices, tryAgain } from '@halyard/http';

import { emptyBody } from '../list-events.ts';
import type { ReadEvents } from '../read-events.ts';
import type { Failure, ReadBody, ReadOutcome, Reading } from '../reading.ts';

/** What the thread is asked: the body's bytes are its own from then on. */
export type ReadRequest = { id: number; bytes: Uint8Array; reading: Reading };
/** A part of what was read, or what became of it all. */
export type ReadAnswer =
  | { id: number; part: ReadBody }
  | { id: number; failure: Failure | undefined }
  /** What went wrong, for the log. */
  | { id: number; error: string };

/** Reads bodies in a thread. */
export interface ReadingThread {
  read: ReadEvents;
  close(): Promise<void>;
}

interface Waiting {
  /** What was read so far. */
  readonly body: ReadBody;
  resolve: (outcome: ReadOutcome) => void;
  reject: (error: Error) => void;
}

/** Of bodies that wait or are being read: memory is not for whoever sends most. */
const mostBytes = 100 * 1024 * 1024;

/**
 * Reads bodies in a worker that runs `serveReading`, begun when it is first needed, and anew should it
 * end, which `onError` is told: what takes long there keeps nobody waiting here.
 */
export function createReadingThread(
  startWorker: () => Worker,
  onError: (error: unknown) => void,
): ReadingThread {
  const { ask, close } = createAsking(startWorker, onError);
  let bytesHeld = 0;

  return {
    async read(pieces, reading) {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (bytesHeld + length > mostBytes) throw tryAgain('Too much is being read; try again.');
      bytesHeld += length;
      try {
        return await ask(await join(pieces, length), reading);
      } finally {
        bytesHeld -= length;
      }
    },
    close,
  };
}

interface Asking extends Pick<ReadingThread, 'close'> {
  ask: (bytes: Uint8Array<ArrayBuffer>, reading: Reading) => Promise<ReadOutcome>;
}

/** Asks the worker, whatever there is room for. */
function createAsking(startWorker: () => Worker, onError: (error: unknown) => void): Asking {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let running: Worker | undefined;
  let isClosed = false;

  function take(answer: ReadAnswer): void {
    const asker = waiting.get(answer.id);
    if (!asker) return;
    if ('part' in answer) {
      addTo(asker.body, answer.part);
      return;
    }
    waiting.delete(answer.id);
    if ('error' in answer) asker.reject(new Error(`A body could not be read: ${answer.error}`));
    else asker.resolve(answer.failure ? { failure: answer.failure } : asker.body);
  }

  function start(): Worker {
    const worker = startWorker();
    worker.unref();
    worker.on('message', take);
    worker.on('error', (error) => end(worker, error));
    worker.on('exit', (code) => end(worker, new Error(`It exited with ${code}.`)));
    return worker;
  }

  function end(worker: Worker, error: unknown): void {
    if (running !== worker) return;
    running = undefined;
    if (!isClosed) onError(error);
    for (const { reject } of waiting.values())
      reject(tryAgain('This could not be read; try again.'));
    waiting.clear();
  }

  const ask = (bytes: Uint8Array<ArrayBuffer>, reading: Reading): Promise<ReadOutcome> =>
    new Promise((resolve, reject) => {
      running ??= start();
      lastId += 1;
      waiting.set(lastId, { body: emptyBody(), resolve, reject });
      const request: ReadRequest = { id: lastId, bytes, reading };
      running.postMessage(request, [bytes.buffer]);
    });

  return {
    ask,
    async close() {
      isClosed = true;
      await running?.terminate();
    },
  };
}

/** In memory of its own, which can be handed over as it is. */
async function join(pieces: readonly Buffer[], length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let end = 0;
  await inSlices(pieces, (piece) => {
    bytes.set(piece, end);
    end += piece.length;
  });
  return bytes;
}

function addTo(body: ReadBody, part: ReadBody): void {
  body.events.push(...part.events);
  body.rejected.evaluation += part.rejected.evaluation;
  body.rejected.error += part.rejected.error;
  body.ignored += part.ignored;
}
