import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { tryAgain, type RouteAnswer } from '@halyard/http';

import type { Channel } from '../../frames/channel.ts';
import type { StreamingMetrics } from '../../metrics.ts';
import type { Holder } from '../holder.ts';
import type { Admission } from './admission.ts';
import { createBeginStream, type BeginStreamDeps } from './begin-stream.ts';
import type { Places } from './places.ts';
import { refusalDelayMs } from './refusal-delay.ts';
import type { StartingPoint } from './starting-point.ts';

export interface OpenStreamDeps extends BeginStreamDeps {
  places: Places;
  admission: Admission;
  metrics: StreamingMetrics;
}

export interface StreamRequest {
  req: IncomingMessage;
  channel: Channel;
  holder: Holder;
}

/** Proxies neither keep it back to fill a buffer nor change it. */
const headers: OutgoingHttpHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Lets a request become a stream: when there is a place for it, and in its turn. */
export function createOpenStream(deps: OpenStreamDeps) {
  const { hub, places, admission, metrics } = deps;
  const beginStream = createBeginStream(deps);
  let refusalsHeld = 0;

  async function takePlace(holder: string): Promise<() => void> {
    try {
      return places.take(holder);
    } catch (error) {
      metrics.noteRefusal();
      refusalsHeld += 1;
      await delay(refusalDelayMs(refusalsHeld));
      refusalsHeld -= 1;
      throw error;
    }
  }

  async function prepare({ req, channel }: StreamRequest): Promise<StartingPoint> {
    await admission.enter(() => req.socket.destroyed);
    const start = await hub.findStart(channel.scope.organizationId, lastEventIdOf(req));
    // All streams that there were may have been ended meanwhile.
    admission.check();
    if (start) return start;
    throw tryAgain('This node does not know the organization yet; try again.');
  }

  return async (request: StreamRequest): Promise<RouteAnswer> => {
    const giveBack = await takePlace(request.holder.name);
    const start = await prepare(request).catch((error: unknown) => {
      giveBack();
      throw error;
    });
    return {
      status: 200,
      takeOver(res, common) {
        res.writeHead(200, { ...common, ...headers });
        // One that has gone, or that waits behind another answer on its connection.
        if (!res.socket || res.socket.destroyed || request.req.method === 'HEAD') {
          giveBack();
          res.end();
          return;
        }
        res.flushHeaders();
        const { req, channel, holder } = request;
        const isResumed = lastEventIdOf(req) !== undefined && !start.isResync;
        forgetHeaders(req);
        beginStream(res, { channel, holder, start, isResumed, onClosed: giveBack });
      },
    };
  };
}

/** Nobody reads them again, and they would be kept for as long as the stream: a KB or two of a browser's. */
function forgetHeaders(req: IncomingMessage): void {
  req.headers = {};
  req.rawHeaders = [];
}

/** What a client heard last, by its own account. */
function lastEventIdOf({ headers: { 'last-event-id': given } }: IncomingMessage) {
  const id = Array.isArray(given) ? given.at(-1) : given;
  return id === '' ? undefined : id;
}
