import type { Replica } from '@halyard/replica';

import { toChunk } from '../frames/chunk.ts';
import { toEvent } from '../frames/event.ts';
import { toId } from '../frames/position.ts';
import type { EndReason, StreamingMetrics } from '../metrics.ts';
import type { Stream } from './stream.ts';

export interface BeatDeps {
  replica: Pick<Replica, 'findKeyById'>;
  metrics: Pick<StreamingMetrics, 'noteEnd'>;
  retryMs: () => number;
  now: () => number;
  /** So long a client may take nothing. */
  mostBlockedMs: number;
}

/** What is done with a stream at each of its heartbeats: it goes on, or it has had its time. */
export function createBeat({ replica, metrics, retryMs, now, mostBlockedMs }: BeatDeps) {
  function reasonToEnd({ channel, holder }: Stream): EndReason | undefined {
    const { keyId, expiresAtMs } = holder;
    if (expiresAtMs !== undefined && expiresAtMs <= now()) return 'token';
    if (keyId === undefined) return undefined;
    const key = replica.findKeyById(channel.scope.organizationId, keyId);
    const isValid = key && (key.expiresAtMs === null || key.expiresAtMs > now());
    return isValid ? undefined : 'key';
  }

  return (stream: Stream): void => {
    const { blockedSinceMs, channel, position } = stream;
    const reason = reasonToEnd(stream);
    if (reason) {
      metrics.noteEnd(reason);
      stream.end();
    } else if (blockedSinceMs === undefined) {
      const heartbeat = channel.dialect.heartbeat();
      stream.write(toChunk(toEvent({ ...heartbeat, id: toId(position), retryMs: retryMs() })));
    } else if (now() - blockedSinceMs > mostBlockedMs) {
      metrics.noteEnd('slow');
      stream.destroy();
    }
  };
}
