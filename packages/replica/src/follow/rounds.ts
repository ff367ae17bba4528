/** Work that is done over and over, for each id once at a time. */
export interface Rounds {
  /**
   * Resolves after a round that began after this call. Who asks while one runs shares the next one
   * with everybody else who asked meanwhile.
   */
  request(id: string): Promise<void>;
  isRunning(id: string): boolean;
  /** Resolves when nothing runs. */
  settled(): Promise<void>;
}

interface Round {
  done: Promise<void>;
  next: Promise<void> | undefined;
}

export function createRounds(run: (id: string) => Promise<void>): Rounds {
  const rounds = new Map<string, Round>();

  function begin(id: string): Promise<void> {
    const round: Round = {
      done: run(id).finally(() => {
        if (!round.next) rounds.delete(id);
      }),
      next: undefined,
    };
    rounds.set(id, round);
    return round.done;
  }

  return {
    request(id) {
      const round = rounds.get(id);
      if (!round) return begin(id);
      const again = () => begin(id);
      round.next ??= round.done.then(again, again);
      return round.next;
    },
    isRunning: (id) => rounds.has(id),
    async settled() {
      while (rounds.size > 0)
        await Promise.allSettled([...rounds.values()].map(({ done }) => done));
    },
  };
}
