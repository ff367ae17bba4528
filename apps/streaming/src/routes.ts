import type { TokenBearer } from '@halyard/auth';
import { OfrepStreamQuery, StreamQuery } from '@halyard/contracts';
import { parseQuery, type RouteAnswer, type RouteHandler } from '@halyard/http';
import type { KeyRecord } from '@halyard/replica';

import { createKeyOfToken, type KeyOfTokenDeps } from './access/key-of-token.ts';
import { toListener } from './access/to-listener.ts';
import { createChannels } from './frames/channel.ts';
import type { dialects } from './frames/dialect.ts';
import type { StreamRequest } from './streams/opening/open-stream.ts';

/** Who asks; nobody where a token in the address says whose stream it is. */
export type Caller = KeyRecord | TokenBearer | undefined;

export interface RouteDeps extends KeyOfTokenDeps {
  openStream: (request: StreamRequest) => Promise<RouteAnswer>;
}

export function createRoutes({ openStream, ...deps }: RouteDeps) {
  const channelOf = createChannels();
  const keyOfToken = createKeyOfToken(deps);

  function open(
    req: StreamRequest['req'],
    caller: KeyRecord | TokenBearer,
    dialect: keyof typeof dialects,
  ): Promise<RouteAnswer> {
    const { scope, holder } = toListener(caller);
    return openStream({ req, channel: channelOf(scope, dialect), holder });
  }

  const stream: RouteHandler<Caller> = ({ req, caller }) => {
    const { events = 'both' } = parseQuery(StreamQuery, req);
    return open(req, caller!, events);
  };
  const realtime: RouteHandler<Caller> = ({ req, caller }) => open(req, caller!, 'unnamed');
  const ofrep: RouteHandler<Caller> = async ({ req }) => {
    const { token } = parseQuery(OfrepStreamQuery, req);
    return open(req, await keyOfToken(token), 'ofrep');
  };

  return {
    'GET /api/flags/stream': stream,
    'GET /api/realtime': realtime,
    'GET /ofrep/v1/stream': ofrep,
  };
}
