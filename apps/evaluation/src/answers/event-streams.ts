import type { StreamTokens } from '@halyard/auth';
import type { OfrepEventStream } from '@halyard/contracts';

import type { Caller } from '../access/caller.ts';
import { etagOf } from './conditional.ts';

export interface EventStreams {
  /** Whose stream a token opens, for the ten minutes after it is made. */
  mint: StreamTokens['mint'];
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Half as long as a token may be used: who is answered 304 has one that still opens a stream. */
const windowMs = 5 * 60_000;

/**
 * A bulk answer that says where changes are told, made when it is sent; to keys alone, which a token is
 * bound to. Its ETag is another every five minutes: clients keep the address of an answer until they get
 * another, and those that come back with one that has expired would ask again and again.
 */
export function withEventStream(
  json: string,
  caller: Caller,
  streams: EventStreams | undefined,
): { etag: string; write: () => string } {
  if (!streams || caller.kind === 'member') return { etag: etagOf(json), write: () => json };
  const { organizationId, id: keyId } = caller;
  return {
    etag: etagOf(`${json} ${Math.floor(streams.now() / windowMs)}`),
    write: () => announce(json, streams.mint({ organizationId, keyId })),
  };
}

function announce(json: string, token: string): string {
  // Without an origin clients take that of their base URL, which is right behind every proxy.
  const endpoint = { requestUri: `/ofrep/v1/stream?token=${token}` };
  const streams: OfrepEventStream[] = [{ type: 'sse', endpoint }];
  return `${json.slice(0, -1)},"eventStreams":${JSON.stringify(streams)}}`;
}
