import { hash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { createAttemptCounts, type AttemptCountsDeps } from './attempt-counts.ts';
import { accountDelayMs, addressDelayMs } from './delays.ts';
import { createTurns } from './turns.ts';
import { createWaitingRoom, type Wait } from './waiting-room.ts';

/** Whom an attempt is for, and where it comes from. */
interface Attempt {
  /** The e-mail address, in whatever case. */
  account: string;
  /** The client's IP address in its canonical form. */
  address: string;
  /** Aborted when the client goes away. */
  signal?: AbortSignal;
}

/** Has attempts to log in wait the longer, the more of them have failed. */
export interface LoginThrottle {
  /**
   * Runs `check` after the delay that earlier failures ask for, and gives what it gives; `undefined`
   * is a failure. Rejects with `rate_limited` where too many wait, `unavailable` once closed.
   */
  attempt<T>(attempt: Attempt, check: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Ends what waits, with `unavailable`. */
  close(): void;
}

export interface LoginThrottleDeps extends AttemptCountsDeps {
  wait?: Wait;
}

const accountLifeMs = 15 * 60_000;
const addressLifeMs = 10 * 60_000;

const waitForReal: Wait = (delayMs, signal) => setTimeout(delayMs, undefined, { signal });

/** It knows nothing of accounts: one that does not exist is treated as any other. */
export function createLoginThrottle({
  wait = waitForReal,
  ...deps
}: LoginThrottleDeps): LoginThrottle {
  const counts = createAttemptCounts(deps);
  const room = createWaitingRoom(wait);
  const takeTurn = createTurns();

  /** One by one, so that a flood on one account does not fill the line that all passwords stand in. */
  const checkInTurn = <T>({ account, signal }: Attempt, check: () => Promise<T>): Promise<T> =>
    takeTurn(account.toLowerCase(), async () => {
      room.expectPresent(signal);
      return check();
    });

  return {
    async attempt(attempt, check) {
      const { account, address } = attempt;
      room.expectPlace(address);
      const [ofAccount, ofAddress] = await Promise.all([
        counts.beginClearable(counterName('account', account.toLowerCase()), accountLifeMs),
        counts.begin(counterName('address', address), addressLifeMs),
      ]);
      const delayMs = Math.max(accountDelayMs(ofAccount.before), addressDelayMs(ofAddress.before));
      try {
        const work = () => checkInTurn(attempt, check);
        const found = await (delayMs > 0 ? room.hold({ ...attempt, delayMs }, work) : work());
        if (found !== undefined) await Promise.all([ofAccount.clear(), ofAddress.takeBack()]);
        return found;
      } catch (error) {
        await Promise.all([ofAccount.takeBack(), ofAddress.takeBack()]);
        throw error;
      }
    },
    close: room.close,
  };
}

/** Personal data stays out of the counters. */
const counterName = (kind: 'account' | 'address', text: string): string =>
  `login:${kind}:${hash('sha256', text, 'base64url')}`;
