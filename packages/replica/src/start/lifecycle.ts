import type { BrokenFlags } from '../broken-flags.ts';
import type { DiskCopyKeeper } from '../disk-copy/keeper.ts';
import type { Follower } from '../follow/follower.ts';
import { createPolling } from '../follow/polling.ts';
import type { HintSource } from '../replica.ts';
import type { Source } from './fill-store.ts';

/** Starts a replica, keeps it up to date, and ends it. */
export interface Lifecycle {
  /** Resolves when there is something to answer from. */
  start(): Promise<void>;
  /** A start that has not succeeded yet rejects then. */
  close(): Promise<void>;
  /** Where what is known came from; `undefined` before there is anything. */
  source(): Source | undefined;
}

export interface LifecycleDeps {
  /** Gives up when it is aborted. */
  fill: (closing: AbortSignal) => Promise<Source>;
  follower: Pick<Follower, 'onHint' | 'compareHeads' | 'settled'>;
  brokenFlags: Pick<BrokenFlags, 'look'>;
  hints: HintSource | undefined;
  pollIntervalMs: number;
  keeper: DiskCopyKeeper | undefined;
}

export function createLifecycle(deps: LifecycleDeps): Lifecycle {
  const { fill, follower, brokenFlags, hints, pollIntervalMs, keeper } = deps;
  const closing = new AbortController();
  const polling = createPolling(compare, pollIntervalMs);
  let source: Source | undefined;
  let unsubscribe = (): void => undefined;

  async function compare(): Promise<void> {
    if (await follower.compareHeads()) source = 'database';
    brokenFlags.look();
  }

  return {
    async start() {
      source = await fill(closing.signal).finally(() => closing.signal.throwIfAborted());
      if (hints) unsubscribe = hints.subscribe({ onHint: follower.onHint, onGap: polling.now });
      polling.now();
      keeper?.start({ isSaved: source === 'disk' });
    },
    async close() {
      closing.abort(new Error('The replica was closed before it had started.'));
      unsubscribe();
      await polling.close();
      await follower.settled();
      await keeper?.close();
    },
    source: () => source,
  };
}
