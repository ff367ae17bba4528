import type { Limits } from './limits.ts';
import { rateLimited } from './rate-limited.ts';
import type { Window } from './window.ts';

/** Nothing where it was decided at once, as it nearly always is. */
export type Admission = undefined | Promise<void>;

/**
 * Lets one request of a holder in, or throws or rejects with `rate_limited`, whose headers say how
 * long that lasts. A promise, of 50 ms at most, only where tokens are on their way.
 */
export type Admit = (holder: string, limit: number, window: Window, nowMs: number) => Admission;

/** Admission by limits that are spent from memory: no call a request. */
export function createAdmit(limits: Pick<Limits, 'pool'>): Admit {
  return (holder, limit, window, nowMs) => {
    const spent = limits.pool(holder, limit, window).spend(nowMs);
    if (spent === true) return undefined;
    if (spent === false) throw rateLimited(limit, window, nowMs);
    return spent.then((isAdmitted) => {
      if (!isAdmitted) throw rateLimited(limit, window, nowMs);
    });
  };
}
