import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { RouteAnswer } from '../routing/route-handler.ts';

/**
 * Sends a body piece by piece, no faster than it is taken; what makes the pieces is ended when the
 * client goes away. Rejects before anything is sent where the first piece cannot be made.
 */
export async function sendStream(
  res: ServerResponse,
  { status, stream, headers }: RouteAnswer,
  common: OutgoingHttpHeaders,
): Promise<void> {
  const { contentType, chunks } = stream!;
  const pieces = chunks[Symbol.asyncIterator]();
  const first = await pieces.next();
  res.writeHead(status, { 'content-type': contentType, ...common, ...headers });
  if (res.req.method === 'HEAD') {
    await pieces.return?.();
    res.end();
    return;
  }
  await pipeline(Readable.from(goOn(first, pieces)), res).catch((error: unknown) => {
    if (!res.destroyed || !isGone(error)) throw error;
  });
}

async function* goOn(first: IteratorResult<string>, pieces: AsyncIterator<string>) {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value;
  } finally {
    await pieces.return?.();
  }
}

/** The client went away: nobody is left to be told. */
const isGone = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
