/** When PostgreSQL was last heard from, and whether it is away. */
export interface Contact {
  /** Runs what asks PostgreSQL, and notes whether it answered. */
  during<T>(ask: () => Promise<T>): Promise<T>;
  /** Unix time, milliseconds; `undefined` where there was none. */
  lastMs(): number | undefined;
  /** How long ago that was, milliseconds. */
  silenceMs(): number;
  /** Takes over what an earlier process knew. */
  resume(lastMs: number | undefined): void;
}

export interface ContactDeps {
  now: () => number;
  /** Told once an outage. */
  onLost: (error: unknown) => void;
  onRegained: () => void;
}

export function createContact({ now, onLost, onRegained }: ContactDeps): Contact {
  let lastMs: number | undefined;
  let isLost = false;

  function made(): void {
    lastMs = now();
    if (isLost) onRegained();
    isLost = false;
  }

  function lost(error: unknown): void {
    if (!isLost) onLost(error);
    isLost = true;
  }

  return {
    async during(ask) {
      try {
        const answer = await ask();
        made();
        return answer;
      } catch (error) {
        lost(error);
        throw error;
      }
    },
    lastMs: () => lastMs,
    silenceMs: () => now() - (lastMs ?? -Infinity),
    resume(earlierMs) {
      lastMs = earlierMs;
    },
  };
}
