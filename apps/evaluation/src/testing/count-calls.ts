import type { Counters } from '@halyard/coordination';
import type { Queues } from '@halyard/queue';

/** Counters and queues whose calls are noted. */
export interface CountedPorts {
  counters: Pick<Counters, 'add'>;
  queues: Pick<Queues, 'createProducer'>;
  /** The names of counters that were added to, and of queues, since the last reset. */
  calls(): string[];
  reset(): void;
}

export function countCalls(
  counters: Pick<Counters, 'add'>,
  queues: Pick<Queues, 'createProducer'>,
): CountedPorts {
  let calls: string[] = [];
  return {
    counters: {
      add(name, ...rest) {
        calls.push(name);
        return counters.add(name, ...rest);
      },
    },
    queues: {
      createProducer(queue) {
        const producer = queues.createProducer(queue);
        return {
          add(...job) {
            calls.push(queue);
            return producer.add(...job);
          },
        };
      },
    },
    calls: () => [...calls],
    reset() {
      calls = [];
    },
  };
}
