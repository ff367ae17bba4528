import type { Queues } from '@halyard/queue';

/** Queues whose batches of telemetry note, once they are handled, how many milliseconds ago each was received. */
export const noteLags = (queues: Queues, lags: number[]): Queues => ({
  ...queues,
  createBatchConsumer: (name, handle, options) =>
    queues.createBatchConsumer(
      name,
      async (payloads) => {
        await handle(payloads);
        const nowMs = Date.now();
        for (const payload of payloads) {
          if ('receivedAtMs' in payload) lags.push(nowMs - payload.receivedAtMs);
        }
      },
      options,
    ),
});
