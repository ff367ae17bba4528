import type { Ring } from '../../log/ring.ts';
import type { StreamingMetrics } from '../../metrics.ts';
import { inSlices } from '../pacing/in-slices.ts';
import type { Stream } from '../stream.ts';

export interface TellAllDeps {
  ring: Ring;
  streams: ReadonlySet<Stream>;
  advance: (stream: Stream) => void;
  metrics: Pick<StreamingMetrics, 'observeDelivery'>;
  now: () => number;
}

/** Gives a function that tells all streams what is new, one slice after the other, until nothing is. */
export function createTellAll({ ring, streams, advance, metrics, now }: TellAllDeps): () => void {
  let isTelling = false;

  function observe(seq: number): void {
    const entry = ring.at(seq)?.entry;
    if (!entry || (entry.news.length === 0 && !entry.isResync)) return;
    metrics.observeDelivery(Math.max(0, now() - entry.atMs));
  }

  function tell(): void {
    const upTo = ring.last;
    inSlices(streams, advance, {
      onSlice: () => observe(upTo),
      onEnd() {
        isTelling = ring.last !== upTo;
        if (isTelling) setImmediate(tell);
      },
    });
  }

  return () => {
    if (isTelling || streams.size === 0) return;
    isTelling = true;
    // What else is committed at the same time goes along.
    setImmediate(tell);
  };
}
