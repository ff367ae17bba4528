import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Channel } from '../frames/channel.ts';
import type { Chunk } from '../frames/chunk.ts';
import type { EntryFrames } from '../frames/entry-frames.ts';
import type { Position } from '../frames/position.ts';
import type { Holder } from './holder.ts';

/** One client that listens: how far it was told, and the socket it is told by. */
export interface Stream {
  readonly channel: Channel;
  readonly holder: Holder;
  /** Up to where everything was written to the socket. */
  position: Position;
  /** Rows older than those in memory that were read for it. */
  older: readonly EntryFrames[];
  /** Such rows are being read: until then nothing newer is written. */
  isReading: boolean;
  readonly isOpen: boolean;
  /** Since when the socket has held as much as it may: Unix time, milliseconds; else `undefined`. */
  readonly blockedSinceMs: number | undefined;
  write(chunk: Chunk): void;
  /** Ends the response as a response ends; one who does not take even that is cut off. */
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
}

export interface StreamOptions {
  channel: Channel;
  holder: Holder;
  position: Position;
  /** So long a client may leave the end untaken. */
  mostBlockedMs: number;
  now: () => number;
  /** It may be written to again. */
  onWritable: (stream: Stream) => void;
  onClosed: (stream: Stream) => void;
}

/**
 * A stream on a response whose head is sent. What is written goes to the socket itself: through the
 * response each write would cost as much again, and its chunk is made once for all.
 */
export function createStream(res: ServerResponse, socket: Socket, options: StreamOptions): Stream {
  const { channel, holder, position, mostBlockedMs, now, onWritable, onClosed } = options;
  const isChunked = res.chunkedEncoding;
  let blockedSinceMs: number | undefined;
  let isOpen = true;

  const stream: Stream = {
    channel,
    holder,
    position,
    older: [],
    isReading: false,
    get isOpen() {
      return isOpen;
    },
    get blockedSinceMs() {
      return blockedSinceMs;
    },
    write({ chunked, plain }) {
      if (!isOpen || socket.write(isChunked ? chunked : plain)) return;
      if (blockedSinceMs === undefined) socket.once('drain', unblock);
      blockedSinceMs ??= now();
    },
    end() {
      close();
      // Whoever takes nothing any more would keep the connection for ever.
      socket.setTimeout(mostBlockedMs);
      res.end();
    },
    destroy() {
      close();
      socket.destroy();
    },
  };

  function unblock(): void {
    blockedSinceMs = undefined;
    if (isOpen) onWritable(stream);
  }

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    onClosed(stream);
  }

  res.once('close', close);
  return stream;
}
