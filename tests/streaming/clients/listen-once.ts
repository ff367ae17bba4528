import { request, type ClientRequest, type IncomingMessage } from 'node:http';

import type { Random } from '../../driver/random.ts';
import type { Listener } from './listener.ts';
import type { NoteEvent } from './note-event.ts';
import { createEventReader, type StreamedEvent } from './read-events.ts';

export interface ListenOptions {
  url: string;
  /** The credential. */
  headers: Record<string, string>;
  note: NoteEvent;
  random: Random;
  /** It takes breaks from reading now and then. */
  isSlow: boolean;
}

export interface Attempt {
  request: ClientRequest;
  /** Resolves when the stream has ended, with how long a server asked to wait, if it did. */
  ended: Promise<number | undefined>;
}

const longestBreakMs = 400;
const breakShare = 0.05;
/** The connection is lost between two events, in the midst of a row too. */
const lossShare = 0.002;

/** Connects, goes on from what was heard last, and listens until the stream ends. */
export function listenOnce(listener: Listener, options: ListenOptions): Attempt {
  const resumedFrom = listener.startSeq === undefined ? undefined : listener.last;
  const sent = { ...options.headers, ...(resumedFrom && { 'last-event-id': toId(resumedFrom) }) };
  const path = listener.spelling === 'both' ? '' : `?events=${listener.spelling}`;
  const url = new URL(`/api/flags/stream${path}`, options.url);
  const req = request(url, { headers: sent, agent: false }).end();
  let retryMs: number | undefined;
  let isFirst = true;

  function note(event: StreamedEvent): void {
    if (req.destroyed) return;
    options.note(listener, event, { resumedFrom, isFirst });
    isFirst = false;
    retryMs = event.retryMs ?? retryMs;
    if (options.random.chance(lossShare)) req.destroy();
  }

  req.on('response', (res) => {
    countAnswer(listener, res);
    res.on('error', () => undefined);
    if (res.statusCode === 200) {
      read(res, listener, { ...options, onEvent: note });
      return;
    }
    retryMs = Number(res.headers['retry-after'] ?? 1) * 1_000;
    res.resume();
  });
  const ended = new Promise<number | undefined>((resolve) => {
    req.on('error', () => undefined).on('close', () => resolve(retryMs));
  });
  return { request: req, ended };
}

/* oxlint-disable no-param-reassign -- a listener is moved on in place */
function countAnswer(listener: Listener, { statusCode }: IncomingMessage): void {
  if (statusCode === 200) listener.counts.streams += 1;
  else if (statusCode === 503) listener.counts.refusals += 1;
  else listener.problems.push(`answered ${statusCode}`);
}

function read(
  res: IncomingMessage,
  listener: Listener,
  {
    random,
    isSlow,
    onEvent,
  }: Pick<ListenOptions, 'random' | 'isSlow'> & { onEvent: (event: StreamedEvent) => void },
): void {
  const readEvents = createEventReader();
  res.setEncoding('utf8').on('data', (text: string) => {
    readEvents(text).forEach(onEvent);
    if (!isSlow || !random.chance(breakShare)) return;
    listener.counts.breaks += 1;
    res.pause();
    setTimeout(() => res.resume(), random.below(longestBreakMs));
  });
}
/* oxlint-enable no-param-reassign */

const toId = ({ seq, frame }: Listener['last']): string =>
  frame === Infinity ? `${seq}` : `${seq}.${frame}`;
