/** Counters, and the clock they are counted by. */
export interface Counting {
  /** Adds and gives the new total; `undefined` while they are away. */
  add(name: string, amount: number, expiresAt: number): Promise<number | undefined>;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** An attempt that counts as a failure, from when it begins until it is taken back. */
export interface CountedAttempt {
  /** Failures before it, and attempts begun before it that may yet fail. */
  readonly before: number;
  /** Counts it no longer. */
  takeBack(): Promise<void>;
}

export interface ClearableAttempt extends CountedAttempt {
  /** Counts none of those any longer that have begun so far. */
  clear(): Promise<void>;
}

/** Counts one more; the count lives so long after its first. */
export async function countAttempt(
  { add, now }: Counting,
  name: string,
  lifeMs: number,
): Promise<CountedAttempt | undefined> {
  const total = await add(name, 1, now() + lifeMs);
  if (total === undefined) return undefined;
  return {
    before: Math.max(0, total - 1),
    async takeBack() {
      const left = (await add(name, -1, now())) ?? 0;
      // It had expired meanwhile: there was nothing left to take it from.
      if (left < 0) await add(name, 1, now());
    },
  };
}

/** Rare, since a count may then begin anew early; not for ever, since anybody can name an account. */
const roundsLifeMs = 2 * 3_600_000;

/**
 * The same in rounds, each with a counter of its own, so that clearing is one step for all nodes: to
 * take back what was counted so far would, of two at once, take back too much.
 */
export async function countInRound(
  counting: Counting,
  name: string,
  lifeMs: number,
): Promise<ClearableAttempt | undefined> {
  const { add, now } = counting;
  const passRounds = (rounds: number) => add(`${name}:rounds`, rounds, now() + roundsLifeMs);
  const round = await passRounds(0);
  if (round === undefined) return undefined;
  const counted = await countAttempt(counting, `${name}:${round}`, lifeMs);
  return counted && { ...counted, clear: async () => void (await passRounds(1)) };
}
