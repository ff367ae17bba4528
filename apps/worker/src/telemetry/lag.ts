import { Histogram, type Registry } from '@halyard/http';

export interface Lag {
  /** Notes batches that were just committed. */
  note(batches: readonly { receivedAtMs: number }[]): void;
}

/** How long it takes from when a request was received until what it reported is counted. */
export function createLag({ metrics, now }: { metrics: Registry; now: () => number }): Lag {
  const lag = new Histogram({
    name: 'halyard_telemetry_lag_seconds',
    help: 'Time from receiving telemetry to counting it.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600],
    registers: [metrics],
  });
  return {
    note(batches) {
      const nowMs = now();
      for (const { receivedAtMs } of batches) lag.observe((nowMs - receivedAtMs) / 1_000);
    },
  };
}
