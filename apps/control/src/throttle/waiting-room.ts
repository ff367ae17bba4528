import { AppError } from '@halyard/contracts';

import { createPlaces } from './places.ts';

/** Holds answers for as long as they are to be late; not more of them than it has places. */
export interface WaitingRoom {
  /** Throws `rate_limited` where the address has no place left, `unavailable` once closed. */
  expectPlace(address: string): void;
  /** Throws `unavailable` once closed, and when the client has gone away. */
  expectPresent(signal: AbortSignal | undefined): void;
  /**
   * Runs the work when the time is over, and keeps the place until it is done. Rejects as above, and
   * as the work does.
   */
  hold<T>(held: Held, work: () => Promise<T>): Promise<T>;
  /** Ends every wait with `unavailable`. */
  close(): void;
}

interface Held {
  address: string;
  delayMs: number;
  signal?: AbortSignal | undefined;
}

/** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
export type Wait = (delayMs: number, signal: AbortSignal) => Promise<unknown>;

export function createWaitingRoom(wait: Wait): WaitingRoom {
  const places = createPlaces();
  const held = new Set<AbortController>();
  let isClosed = false;

  function expectPlace(address: string): void {
    if (isClosed) throw closing();
    if (!places.hasFor(address)) throw full();
  }

  async function sit(delayMs: number, controller: AbortController): Promise<void> {
    held.add(controller);
    try {
      await wait(delayMs, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      held.delete(controller);
    }
    expectPresent(controller.signal);
  }

  function expectPresent(signal: AbortSignal | undefined): void {
    if (isClosed) throw closing();
    if (signal?.aborted) throw gone();
  }

  return {
    expectPlace,
    expectPresent,
    async hold({ address, delayMs, signal }, work) {
      expectPlace(address);
      if (!places.hasAny()) throw full();
      expectPresent(signal);
      const controller = new AbortController();
      const giveUp = (): void => controller.abort();
      signal?.addEventListener('abort', giveUp);
      const leave = places.take(address);
      try {
        await sit(delayMs, controller);
        return await work();
      } finally {
        leave();
        signal?.removeEventListener('abort', giveUp);
      }
    },
    close() {
      isClosed = true;
      for (const controller of held) controller.abort();
    },
  };
}

const closing = (): AppError =>
  new AppError('unavailable', 'This node is stopping; try again.', undefined, {
    'retry-after': '1',
  });

const gone = (): AppError => new AppError('unavailable', 'The client went away.');

/** By then every place that is taken now is free again. */
const longestWaitSeconds = '30';

const full = (): AppError =>
  new AppError(
    'rate_limited',
    `Too many attempts are waiting; try again in ${longestWaitSeconds} s.`,
    undefined,
    { 'retry-after': longestWaitSeconds },
  );
