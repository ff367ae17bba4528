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

  // Plain fields: with getters each would be a dictionary, of 1 KB more and slower to read.
  const stream: Mutable<Stream> = {
    channel,
    holder,
    position,
    older: none,
    isReading: false,
    isOpen: true,
    blockedSinceMs: undefined,
    write({ chunked, plain }) {
      if (!stream.isOpen || socket.write(isChunked ? chunked : plain)) return;
      if (stream.blockedSinceMs === undefined) socket.once('drain', unblock);
      stream.blockedSinceMs ??= now();
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
    stream.blockedSinceMs = undefined;
    if (stream.isOpen) onWritable(stream);
  }

  function close(): void {
    if (!stream.isOpen) return;
    stream.isOpen = false;
    onClosed(stream);
  }

  res.on('close', close);
  return stream;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = [];
