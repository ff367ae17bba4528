import { streamingRoutes } from '@halyard/contracts';
import {
  createDispatch,
  createHotDispatch,
  createReadCaller,
  type Dispatch,
  type DispatchOptions,
  type KeyUsage,
  type Logger,
  type Registry,
  type TokenVerifier,
} from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { createStreamingMetrics } from './metrics.ts';
import { createRoutes, type Caller, type RouteDeps } from './routes.ts';
import { createBeat } from './streams/create-beat.ts';
import { createHeartbeats } from './streams/heartbeats.ts';
import { createHub } from './streams/hub.ts';
import { createAdmission } from './streams/opening/admission.ts';
import { createOpenStream } from './streams/opening/open-stream.ts';
import { createPlaces } from './streams/opening/places.ts';
import { retryDelayMs } from './streams/opening/retry-delay.ts';
import { staggered } from './streams/pacing/staggered.ts';

export interface StreamingOptions {
  replica: Pick<
    Replica,
    | 'findKey'
    | 'findKeyById'
    | 'lookUpKey'
    | 'trustsKeys'
    | 'isReady'
    | 'find'
    | 'subscribe'
    | 'catchUp'
    | 'readChanges'
  >;
  verifyToken: TokenVerifier['verify'];
  verifyStreamToken: RouteDeps['verifyStreamToken'];
  keyUsage: Pick<KeyUsage, 'record'>;
  /** Whether old clients may send their key as `?apiKey=`. */
  allowsKeyInQuery: boolean;
  /** Most streams of this node. */
  mostStreams: number;
  /** Most of them for one key or member; as many as for the node where it is left out. */
  mostPerHolder?: number;
  /** How many new streams are opened a second; others wait in line. */
  opensPerSecond?: number;
  /** How often each stream gets its heartbeat. */
  heartbeatMs?: number;
  /** A client that takes nothing for so long is cut off. */
  mostBlockedMs?: number;
  metrics: Registry;
  log: Logger;
  now: () => number;
}

/** Streaming's routes: `hot` is to be asked before Express, `dispatch` by it. */
export interface Streaming {
  /** What lies on the way of thousands of streams would stay in memory. */
  hot: Dispatch;
  dispatch: Dispatch;
  start(): void;
  /** Ends all streams, spread over some seconds; opens no other. */
  close(): Promise<void>;
}

export function createStreaming(options: StreamingOptions): Streaming {
  const { replica, log, now, opensPerSecond = 1_000, heartbeatMs = 30_000 } = options;
  const { mostStreams, mostPerHolder = mostStreams, mostBlockedMs = 60_000 } = options;
  const places = createPlaces({ mostStreams, mostPerHolder });
  const metrics = createStreamingMetrics(options.metrics, { countStreams: places.taken });
  const retryMs = () => retryDelayMs(places.taken(), { perSecond: opensPerSecond });
  const hub = createHub({
    replica,
    metrics,
    now,
    onError: (error) => log.warn({ err: error }, 'streams could not be told'),
  });
  const admission = createAdmission({ perSecond: opensPerSecond });
  const beat = createBeat({ replica, metrics, retryMs, now, mostBlockedMs });
  const heartbeats = createHeartbeats(beat, { intervalMs: heartbeatMs });
  const openStream = createOpenStream({
    hub,
    places,
    admission,
    heartbeats,
    metrics,
    retryMs,
    mostBlockedMs,
    now,
  });
  let stopHearing = (): void => undefined;

  return {
    ...createDispatches(options, openStream),
    start() {
      stopHearing = hub.start();
      heartbeats.start();
    },
    async close() {
      admission.close();
      heartbeats.close();
      await staggered([...hub.all()], (stream) => {
        metrics.noteEnd('stopping');
        stream.end();
      });
      stopHearing();
    },
  };
}

function createDispatches(
  options: StreamingOptions,
  openStream: RouteDeps['openStream'],
): Pick<Streaming, 'hot' | 'dispatch'> {
  const { replica, keyUsage, verifyToken, verifyStreamToken, allowsKeyInQuery, now } = options;
  const readCaller = createReadCaller({
    keys: replica,
    now,
    verifyToken,
    allowsKeyInQuery,
    admitKey(key) {
      keyUsage.record(key, now());
      return key;
    },
  });
  const dispatched: DispatchOptions<(typeof streamingRoutes)[number], Caller> = {
    routes: streamingRoutes,
    handlers: createRoutes({ openStream, replica, verifyStreamToken, now }),
    authenticate: (req, route) =>
      typeof route.access === 'object' ? undefined : readCaller(req, route),
    log: options.log,
  };
  return { hot: createHotDispatch(dispatched), dispatch: createDispatch(dispatched) };
}
