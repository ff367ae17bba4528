import { nodeShare } from '../counter/node-share.ts';
import { createSharedCounter, type SharedCounterDeps } from '../counter/shared-counter.ts';
import { rateLimited } from '../rate-limited.ts';
import { counterExpiresAtMs, windowNumber } from '../window.ts';
import { createPresentMinute, type Spent } from './present-minute.ts';

/** A limit of requests a UTC minute for each user, exact across all nodes. */
export interface UserLimit {
  /** Lets one request in, or rejects with `rate_limited`, whose headers say how long that lasts. */
  admit(userId: string): Promise<void>;
}

export interface UserLimitDeps extends SharedCounterDeps {
  /** What is limited; each limit has a name of its own. */
  name: string;
  /** Requests a minute. */
  limit: number;
  /** Unix time, milliseconds. */
  now: () => number;
  /** How many nodes there are, as last known: each gives its share while the counter is away. */
  nodes?: () => number;
}

/** One call of the shared counter a request, and none once a user's minute is used up. */
export function createUserLimit(deps: UserLimitDeps): UserLimit {
  const { name, limit, now, nodes = () => 1 } = deps;
  const counter = createSharedCounter(deps);
  const spentBy = createPresentMinute();

  async function count(spent: Spent, userId: string, minute: number): Promise<number | undefined> {
    if (!counter.mayAsk()) return undefined;
    const { owed } = spent;
    spent.owed = 0;
    const counterName = `limits:${name}:${minute}:${userId}`;
    const total = await counter.add(counterName, owed + 1, counterExpiresAtMs('minute', minute));
    if (total === undefined) spent.owed += owed;
    else if (total >= limit) spent.isUsedUp = true;
    return total;
  }

  function spendOfShare(spent: Spent): boolean {
    if (spent.admitted >= nodeShare(limit, nodes())) return false;
    spent.owed += 1;
    return true;
  }

  async function spend(userId: string, minute: number): Promise<boolean> {
    const spent = spentBy(userId, minute);
    if (spent.isUsedUp) return false;
    const total = await count(spent, userId, minute);
    const isAdmitted = total === undefined ? spendOfShare(spent) : total <= limit;
    if (isAdmitted) spent.admitted += 1;
    return isAdmitted;
  }

  return {
    async admit(userId) {
      const nowMs = now();
      const isAdmitted = await spend(userId, windowNumber('minute', nowMs));
      if (!isAdmitted) throw rateLimited(limit, 'minute', nowMs);
    },
  };
}
