import { rateLimited, type Limits, type Window } from '@halyard/limits';
import type { KeyRecord } from '@halyard/replica';

/** Requests a minute of one key, through all nodes. */
const keyLimit = 10_000;

/** Nothing where it was decided at once, as it nearly always is. */
type Decision = undefined | Promise<void>;

/**
 * Lets one request of a key in, or throws or rejects with `rate_limited`, whose headers say how
 * long that lasts. A promise, of 50 ms at most for each limit, only where tokens are on their way.
 */
export function createAdmitKey(
  limits: Pick<Limits, 'pool'>,
): (key: KeyRecord, address: string, nowMs: number) => Decision {
  function spend(name: string, limit: number, window: Window, nowMs: number): Decision {
    const spent = limits.pool(name, limit, window).spend(nowMs);
    if (spent === true) return undefined;
    if (spent === false) throw rateLimited(limit, window, nowMs);
    return spent.then((isAdmitted) => {
      if (!isAdmitted) throw rateLimited(limit, window, nowMs);
    });
  }

  const ofMinute = ({ id }: KeyRecord, nowMs: number): Decision =>
    spend(id, keyLimit, 'minute', nowMs);

  const ofAddress = ({ id, addressLimit }: KeyRecord, address: string, nowMs: number): Decision =>
    addressLimit === null ? undefined : spend(`${id} ${address}`, addressLimit, 'minute', nowMs);

  const ofDay = ({ id, dailyBudget }: KeyRecord, nowMs: number): Decision =>
    dailyBudget === null ? undefined : spend(id, dailyBudget, 'day', nowMs);

  return (key, address, nowMs) => {
    if (key.addressLimit === null && key.dailyBudget === null) return ofMinute(key, nowMs);
    // The narrowest first: what one address has too many takes nothing of what others may.
    const narrow = next(ofAddress(key, address, nowMs), () => ofMinute(key, nowMs));
    return next(narrow, () => ofDay(key, nowMs));
  };
}

const next = (first: Decision, then: () => Decision): Decision =>
  first ? first.then(then) : then();
