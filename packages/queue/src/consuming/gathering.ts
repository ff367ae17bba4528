import { settleEach, type Entry, type HandleAll } from './settle-each.ts';

export interface GatheringOptions<T> extends HandleAll<T> {
  /** Most that one call is given. */
  maxJobs: number;
  /** Between calls it rests as long as the last one took, but at least so long. */
  minRestMs: number;
  maxRestMs: number;
}

export interface Gathering<T> {
  /** Resolves when a call that was given it has resolved; rejects when it failed by itself. */
  add(payload: T): Promise<void>;
  /** Rests no more: there is nothing to be waited for. */
  hurry(): void;
}

/** Group commit: what comes while a call is under way, or rests, goes together into the next one. */
export function createGathering<T>(options: GatheringOptions<T>): Gathering<T> {
  const { maxJobs, minRestMs, maxRestMs } = options;
  const gathered: Entry<T>[] = [];
  /** What takes too long fails as if something were away: fewer are tried then, soon more again. */
  let most = maxJobs;
  let restMs = minRestMs;
  let resting: NodeJS.Timeout | undefined;
  let isCalling = false;
  let isHurried = false;

  function call(): void {
    clearTimeout(resting);
    resting = undefined;
    isCalling = true;
    const startedAt = performance.now();
    const goOn = (isThere: boolean): void => {
      most = isThere ? Math.min(most + Math.ceil(maxJobs / 16), maxJobs) : Math.ceil(most / 2);
      restMs = Math.min(Math.max(performance.now() - startedAt, minRestMs), maxRestMs);
      isCalling = false;
      callWhenDue();
    };
    settleEach(gathered.splice(0, most), options).then(goOn, () => goOn(false));
  }

  function callWhenDue(): void {
    if (isCalling || gathered.length === 0) return;
    if (isHurried || gathered.length >= most) call();
    else resting ??= setTimeout(call, restMs);
  }

  return {
    add: (payload) =>
      new Promise((resolve, reject) => {
        gathered.push({ payload, resolve, reject });
        callWhenDue();
      }),
    hurry() {
      isHurried = true;
      callWhenDue();
    },
  };
}
