import type { StreamTokens, TokenBearer } from '@halyard/auth';
import { AppError, OfrepStreamQuery, StreamQuery } from '@halyard/contracts';
import { parseQuery, type RouteAnswer, type RouteHandler } from '@halyard/http';
import type { KeyRecord, Replica } from '@halyard/replica';

import { toListener } from './access/to-listener.ts';
import { createChannels } from './frames/channel.ts';
import type { dialects } from './frames/dialect.ts';
import type { StreamRequest } from './streams/open-stream.ts';

/** Who asks; nobody where a token in the address says whose stream it is. */
export type Caller = KeyRecord | TokenBearer | undefined;

export interface RouteDeps {
  openStream: (request: StreamRequest) => Promise<RouteAnswer>;
  replica: Pick<Replica, 'findKeyById'>;
  /** Whose stream a token opens; `undefined` for one that opens none. */
  verifyStreamToken: StreamTokens['verify'];
  now: () => number;
}

export function createRoutes({ openStream, replica, verifyStreamToken, now }: RouteDeps) {
  const channelOf = createChannels();

  function open(
    req: StreamRequest['req'],
    caller: KeyRecord | TokenBearer,
    dialect: keyof typeof dialects,
  ): Promise<RouteAnswer> {
    const { scope, holder } = toListener(caller);
    return openStream({ req, channel: channelOf(scope, dialect), holder });
  }

  function keyOfToken(token: string): KeyRecord {
    const holder = verifyStreamToken(token);
    const key = holder && replica.findKeyById(holder.organizationId, holder.keyId);
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= now())) {
      throw new AppError('unauthorized', 'This address has expired: evaluate again for a new one.');
    }
    return key;
  }

  const stream: RouteHandler<Caller> = ({ req, caller }) => {
    const { events = 'both' } = parseQuery(StreamQuery, req);
    return open(req, caller!, events);
  };
  const realtime: RouteHandler<Caller> = ({ req, caller }) => open(req, caller!, 'unnamed');
  const ofrep: RouteHandler<Caller> = ({ req }) => {
    const { token } = parseQuery(OfrepStreamQuery, req);
    return open(req, keyOfToken(token), 'ofrep');
  };

  return {
    'GET /api/flags/stream': stream,
    'GET /api/realtime': realtime,
    'GET /ofrep/v1/stream': ofrep,
  };
}
