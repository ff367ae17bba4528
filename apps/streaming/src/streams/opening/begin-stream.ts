import type { ServerResponse } from 'node:http';

import type { Channel } from '../../frames/channel.ts';
import { toChunk } from '../../frames/chunk.ts';
import { toEvent } from '../../frames/event.ts';
import { toId } from '../../frames/position.ts';
import type { StreamingMetrics } from '../../metrics.ts';
import type { Heartbeats } from '../heartbeats.ts';
import type { Holder } from '../holder.ts';
import type { Hub } from '../hub.ts';
import { createStream, type Stream } from '../stream.ts';
import type { StartingPoint } from './starting-point.ts';

export interface BeginStreamDeps {
  hub: Hub;
  heartbeats: Heartbeats;
  metrics: Pick<StreamingMetrics, 'noteResume'>;
  /** How long a client is to wait before it connects again, milliseconds. */
  retryMs: () => number;
  /** So long a client may take nothing. */
  mostBlockedMs: number;
  now: () => number;
}

interface NewStream {
  channel: Channel;
  holder: Holder;
  start: StartingPoint;
  /** It goes on where another one ended. */
  isResumed: boolean;
  onClosed: () => void;
}

/** Gives a function that makes a stream of a response whose head was sent, and tells it what is due. */
export function createBeginStream(deps: BeginStreamDeps) {
  const { hub, heartbeats, metrics, retryMs, mostBlockedMs, now } = deps;

  /** A stream that is told of what was missed need not be told that there may be something. */
  function greet(stream: Stream, isResumed: boolean): void {
    const { scope, dialect } = stream.channel;
    const connected = {
      type: 'connected',
      message: 'Changes of flags follow.',
      organization_id: scope.organizationId,
      application_id: scope.kind === 'key' ? scope.applicationId : null,
    } as const;
    const greeting = dialect.connected(connected, { isResumed });
    const id = toId(stream.position);
    stream.write(toChunk(toEvent({ ...greeting, id, retryMs: retryMs() })));
  }

  return (
    res: ServerResponse,
    { channel, holder, start, isResumed, onClosed }: NewStream,
  ): void => {
    const stream = createStream(res, res.socket!, {
      channel,
      holder,
      position: start.position,
      mostBlockedMs,
      now,
      onWritable: hub.advance,
      onClosed() {
        hub.delete(stream);
        heartbeats.delete(stream);
        onClosed();
      },
    });
    if (isResumed) metrics.noteResume();
    greet(stream, isResumed || start.isResync);
    if (start.isResync) hub.resync(stream);
    hub.add(stream);
    heartbeats.add(stream);
  };
}
