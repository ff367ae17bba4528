import type { Counters } from '@halyard/coordination';

/** The counters, and whether they answer. */
export interface SharedCounter {
  /** Adds and gives the new total; `undefined` where the counter is away. Never rejects. */
  add(name: string, amount: number, expiresAt: number): Promise<number | undefined>;
  isAway(): boolean;
  /** Whether to ask: always while it answers, else once a second. */
  mayAsk(): boolean;
  /** It took too long to answer: it is away until it does. */
  noteSlow(): void;
}

export interface SharedCounterDeps {
  counters: Pick<Counters, 'add'>;
  /** Told once an outage. */
  onError: (error: unknown) => void;
}

const retryEveryMs = 1_000;

export function createSharedCounter({ counters, onError }: SharedCounterDeps): SharedCounter {
  let isAway = false;
  let isReported = false;
  let mayRetryAtMs = 0;

  function noteAway(): void {
    isAway = true;
    mayRetryAtMs = performance.now() + retryEveryMs;
  }

  return {
    async add(name, amount, expiresAt) {
      if (isAway) noteAway();
      try {
        const total = await counters.add(name, amount, expiresAt);
        isAway = false;
        isReported = false;
        return total;
      } catch (error) {
        noteAway();
        if (!isReported) onError(error);
        isReported = true;
        return undefined;
      }
    },
    isAway: () => isAway,
    mayAsk: () => !isAway || performance.now() >= mayRetryAtMs,
    noteSlow: noteAway,
  };
}
