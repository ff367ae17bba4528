import { setTimeout as wait } from 'node:timers/promises';

/** How long a client stays away before it connects again. */
export interface Absence {
  /** So much longer than it was told, the next time. */
  add(ms: number): void;
  /** Until it is ended. */
  begin(): void;
  end(): void;
  /** Resolves when it is time to connect again. */
  over(retryMs: number): Promise<void>;
}

export function createAbsence(): Absence {
  let addedMs = 0;
  let ending: { promise: Promise<void>; end: () => void } | undefined;
  return {
    add: (ms) => void (addedMs = ms),
    begin() {
      let end = (): void => undefined;
      const promise = new Promise<void>((resolve) => (end = resolve));
      ending = { promise, end };
    },
    end() {
      ending?.end();
      ending = undefined;
    },
    async over(retryMs) {
      await ending?.promise;
      const waitMs = retryMs + addedMs;
      addedMs = 0;
      await wait(waitMs);
    },
  };
}
