import { setImmediate } from 'node:timers/promises';

import { AppError } from '@halyard/contracts';
import { createMemoryCounters, type Counters } from '@halyard/coordination';

import { createLoginThrottle, type LoginThrottle } from '../login-throttle.ts';
import { createClock, type Clock } from './clock.ts';

export type Result = 'right' | 'wrong' | 'broken';

export interface Trying {
  account?: string;
  address?: string;
  result?: Result;
  signal?: AbortSignal;
  /** Of the nodes, which one is asked. */
  node?: number;
  onChecked?: () => void;
}

/** What became of an attempt so far. */
export interface Tried {
  /** Until the password was looked at. */
  waitedMs?: number;
  outcome?: string;
}

export interface ThrottleKit {
  clock: Clock;
  counters: { isAway: boolean; names: Set<string>; add: Counters['add'] };
  errors: unknown[];
  throttles: readonly LoginThrottle[];
  /** Begins an attempt, and goes on as far as it gets without time passing. */
  begin(trying?: Trying): Promise<Tried>;
  /** Begins without going on. */
  start(trying?: Trying): Tried;
  /** An attempt from its beginning to its end. */
  attempt(trying?: Trying): Promise<Tried>;
}

type WrapAdd = (add: Counters['add']) => Counters['add'];

/** Two nodes around one counter. */
export function createThrottleKit(wrapAdd: WrapAdd = (add) => add): ThrottleKit {
  const clock = createClock();
  const errors: unknown[] = [];
  const counters = createCounters(clock, wrapAdd);
  const { now, wait } = clock;
  const onError = (error: unknown): void => void errors.push(error);
  const throttles = [0, 1].map(() => createLoginThrottle({ counters, now, wait, onError }));

  function start(trying: Trying = {}): Tried {
    const { account = 'ada@example.com', address = '192.0.2.1', signal, node = 0 } = trying;
    const tried: Tried = {};
    const beganAtMs = now();
    const check = async (): Promise<string | undefined> => {
      tried.waitedMs = now() - beganAtMs;
      trying.onChecked?.();
      if (trying.result === 'broken') throw new Error('The database is away.');
      return trying.result === 'right' ? 'in' : undefined;
    };
    throttles[node]!.attempt({ account, address, ...(signal && { signal }) }, check).then(
      (found) => (tried.outcome = found ?? 'refused'),
      (error: unknown) => (tried.outcome = error instanceof AppError ? error.code : 'broken'),
    );
    return tried;
  }

  async function begin(trying?: Trying): Promise<Tried> {
    const tried = start(trying);
    await setImmediate();
    return tried;
  }

  async function attempt(trying?: Trying): Promise<Tried> {
    const tried = await begin(trying);
    while (tried.outcome === undefined) await clock.pass(1_000);
    return tried;
  }

  return { clock, counters, errors, throttles, start, begin, attempt };
}

function createCounters({ now }: Clock, wrapAdd: WrapAdd): ThrottleKit['counters'] {
  const all = createMemoryCounters({ now });
  const add = wrapAdd(all.add);
  return {
    isAway: false,
    names: new Set(),
    async add(...counted) {
      this.names.add(counted[0]);
      if (this.isAway) throw new AppError('unavailable', 'The counters are away.');
      return add(...counted);
    },
  };
}
