import { connect, type Socket } from 'node:net';

import type { Read } from './parser.ts';

/** One client that listens by a raw socket. */
export interface Listener {
  /** Up to where it has heard everything: the number of a row. */
  readonly heard: number;
  close(): void;
  /** Loses its connection. */
  cut(): void;
}

export interface ListenerOptions {
  port: number;
  key: string;
  /** Goes on after this row; begins at the log's end where it is left out. */
  after?: number | undefined;
  parse: (bytes: Buffer) => Read;
  /** All sockets read into it, one after the other. */
  buffer: Buffer;
  onConnected: () => void;
  onChange: (seq: number) => void;
  /** Refused or cut off: with the answer's status, if there was one. */
  onEnd: (status?: number) => void;
}

/** Throws when a change is missing, comes twice or out of order, or lacks one of its two frames. */
export function openListener(options: ListenerOptions): Listener {
  const { port, parse, buffer, onConnected, onChange, onEnd } = options;
  let rest: Buffer | undefined;
  let heard = options.after;
  let isHalfHeard = false;
  let isEnded = false;

  function end(status?: number): void {
    if (isEnded) return;
    isEnded = true;
    socket.resetAndDestroy();
    onEnd(status);
  }

  function hear({ name, seq, isWhole }: Read['events'][number]): void {
    if (name === 'connected') {
      heard ??= seq;
      if (heard !== seq) throw new Error(`It goes on from ${seq} instead of ${heard}`);
      onConnected();
    } else if (name.startsWith('flag')) {
      if (seq !== heard! + 1 || isWhole !== isHalfHeard) {
        throw new Error(`${name} ${seq} came after ${heard}`);
      }
      isHalfHeard = !isWhole;
      if (!isWhole) return;
      heard = seq;
      onChange(seq);
    } else if (name === 'resync') throw new Error('A stream was told to begin anew');
  }

  function take(length: number): boolean {
    const part = buffer.subarray(0, length);
    const bytes = rest ? Buffer.concat([rest, part]) : part;
    const { status = 200, events, rest: left } = parse(bytes);
    rest = left === 0 ? undefined : Buffer.from(bytes.subarray(-left));
    if (status !== 200) end(status);
    else for (const event of events) hear(event);
    return true;
  }

  const socket = connect({ host: '127.0.0.1', port, onread: { buffer, callback: take } });
  socket.once('connect', () => {
    socket.write(requestOf(options));
  });
  socket.once('error', () => end());
  socket.once('close', () => end());
  return {
    get heard() {
      return heard ?? 0;
    },
    close() {
      isEnded = true;
      reset(socket);
    },
    cut: () => end(),
  };
}

/** Else its port would be taken for a minute. */
const reset = (socket: Socket): void => void socket.resetAndDestroy();

export function requestOf({ key, after }: Pick<ListenerOptions, 'key' | 'after'>): string {
  const lastEventId = after === undefined ? [] : [`last-event-id: ${after}`];
  const headers = ['host: 127.0.0.1', `x-sdk-key: ${key}`, 'accept: text/event-stream'];
  return ['GET /api/flags/stream HTTP/1.1', ...headers, ...lastEventId, '', ''].join('\r\n');
}
