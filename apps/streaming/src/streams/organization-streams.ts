import type { Change } from '@halyard/contracts';
import type { OrganizationView, Replica } from '@halyard/replica';

import { explainChanges } from '../changes/explain-changes.ts';
import type { Entry } from '../changes/news.ts';
import { toChunk } from '../frames/chunk.ts';
import { createEntryFrames } from '../frames/entry-frames.ts';
import { toId } from '../frames/position.ts';
import { resyncEvent } from '../frames/resync-event.ts';
import { createHistory, type History } from '../log/history.ts';
import { createRing, type Ring } from '../log/ring.ts';
import type { StreamingMetrics } from '../metrics.ts';
import type { Stream } from './stream.ts';
import { createAdvance, skipToEnd } from './telling/advance.ts';
import { createTellAll } from './telling/tell-all.ts';

/** All streams of one organization, told of its log. */
export interface OrganizationStreams {
  readonly ring: Ring;
  readonly history: History;
  readonly streams: ReadonlySet<Stream>;
  /** Tells a new stream everything from its position on. */
  add(stream: Stream): void;
  delete(stream: Stream): void;
  /** Writes on where a socket was full. */
  advance(stream: Stream): void;
  /** Tells a stream to read everything anew. */
  resync(stream: Stream): void;
  onChange(change: Change): void;
  /** Tells nobody any more; gives who is left. */
  close(): Stream[];
}

export interface OrganizationStreamsDeps {
  organization: OrganizationView;
  replica: Pick<Replica, 'readChanges'>;
  metrics: StreamingMetrics;
  now: () => number;
  onError: (error: unknown) => void;
}

export function createOrganizationStreams(deps: OrganizationStreamsDeps): OrganizationStreams {
  const { organization, replica, metrics, now, onError } = deps;
  const ring = createRing(organization.last);
  const onWritten = metrics.noteFrames;
  const history = createHistory({ replica, organization, ring, onWritten });
  const streams = new Set<Stream>();
  let isClosed = false;
  const advance = createAdvance({
    ring,
    history,
    isClosed: () => isClosed,
    resync,
    onWrite: metrics.noteWrite,
    onUnreadable,
  });
  const tellAll = createTellAll({ ring, streams, advance, metrics, now });

  function resync(stream: Stream): void {
    skipToEnd(stream, ring);
    metrics.noteResync();
    stream.write(toChunk(resyncEvent(stream.channel, toId(stream.position))));
  }

  /** It comes back, to a node that may have what it needs. */
  function onUnreadable(stream: Stream, error: unknown): void {
    onError(error);
    metrics.noteEnd('unreadable');
    stream.end();
  }

  return {
    ring,
    history,
    streams,
    add(stream) {
      streams.add(stream);
      advance(stream);
    },
    delete: (stream) => void streams.delete(stream),
    advance,
    resync,
    onChange(change) {
      ring.push(createEntryFrames(explain(change, organization, onError), onWritten));
      tellAll();
    },
    close() {
      isClosed = true;
      const left = [...streams];
      streams.clear();
      return left;
    },
  };
}

/** What cannot be explained lets everybody start over. */
function explain(
  change: Change,
  organization: OrganizationView,
  onError: OrganizationStreamsDeps['onError'],
): Entry {
  try {
    return explainChanges([change], organization)[0]!;
  } catch (error) {
    onError(error);
    return { seq: change.seq, atMs: Date.parse(change.at), news: [], isResync: true };
  }
}
