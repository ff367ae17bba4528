import type { StreamTokens } from '@halyard/auth';
import type { OfrepEventStream } from '@halyard/contracts';

import type { Caller } from '../access/caller.ts';

export type MintStreamToken = StreamTokens['mint'];

/** Adds to the JSON of a bulk answer where changes are told; to keys alone, which a token is bound to. */
export function announceEventStream(
  json: string,
  caller: Caller,
  mint: MintStreamToken | undefined,
): string {
  if (!mint || caller.kind === 'member') return json;
  const token = mint({ organizationId: caller.organizationId, keyId: caller.id });
  // Without an origin clients take that of their base URL, which is right behind every proxy.
  const endpoint = { requestUri: `/ofrep/v1/stream?token=${token}` };
  const streams: OfrepEventStream[] = [{ type: 'sse', endpoint }];
  return `${json.slice(0, -1)},"eventStreams":${JSON.stringify(streams)}}`;
}
