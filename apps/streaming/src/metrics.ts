import { Counter, Gauge, Histogram, type Registry } from '@halyard/http';

/** Why a stream was ended from this side. */
export type EndReason = 'slow' | 'key' | 'token' | 'organization' | 'unreadable' | 'stopping';

export interface StreamingMetrics {
  /** So many frames were serialised. */
  noteFrames(count: number): void;
  noteWrite(): void;
  noteResume(): void;
  noteResync(): void;
  noteEnd(reason: EndReason): void;
  noteRefusal(): void;
  /** How long after its commit a change was written to the sockets; once a slice of streams. */
  observeDelivery(ms: number): void;
}

/** Adds streaming's metrics to the process's registry. */
export function createStreamingMetrics(
  registry: Registry,
  { countStreams }: { countStreams: () => number },
): StreamingMetrics {
  const registers = [registry];
  const count = (name: string, help: string) =>
    new Counter({ name: `halyard_stream_${name}_total`, help, registers });
  registry.registerMetric(
    new Gauge({
      name: 'halyard_streams',
      help: 'How many streams are open or wait to be opened.',
      registers: [],
      collect() {
        this.set(countStreams());
      },
    }),
  );
  const ends = new Counter({
    name: 'halyard_stream_drops_total',
    help: 'Streams that were ended from this side, by reason.',
    labelNames: ['reason'] as const,
    registers,
  });
  const delivery = new Histogram({
    name: 'halyard_stream_delivery_seconds',
    help: 'From the commit of a change to the sockets; one observation for each 500 streams.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const frames = count('frames', 'Frames that were serialised, each once for all who hear it.');
  const resumes = count('resumes', 'Streams that went on from an id.');
  const resyncs = count('resyncs', 'Streams that were told to read everything anew.');
  const refusals = count('refusals', 'Streams that were refused because there were enough.');
  return {
    noteFrames: (number) => frames.inc(number),
    noteWrite: countWrites(registry),
    noteResume: () => resumes.inc(),
    noteResync: () => resyncs.inc(),
    noteRefusal: () => refusals.inc(),
    noteEnd: (reason) => ends.inc({ reason }),
    observeDelivery: (ms) => delivery.observe(ms / 1_000),
  };
}

/** Counts in a number of its own: with each of thousands of writes the library's counter would be felt. */
function countWrites(registry: Registry): () => void {
  let writes = 0;
  registry.registerMetric(
    new Counter({
      name: 'halyard_stream_writes_total',
      help: 'Writes of changes to sockets.',
      registers: [],
      collect() {
        this.reset();
        this.inc(writes);
      },
    }),
  );
  return () => void (writes += 1);
}
