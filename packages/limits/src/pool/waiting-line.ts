/** Requests that wait for tokens, in the order they came, none for longer than its patience. */
export interface WaitingLine {
  /** Joins; resolves to what was decided. */
  join(): Promise<boolean>;
  /** Lets as many in from the front; gives how many there were. */
  admit(most: number): number;
  /** Turns as many away from the front. */
  refuse(most: number): void;
  length(): number;
}

export interface WaitingLineOptions {
  patienceMs: number;
  /** So many at the front have waited long enough: they are to be let in or turned away now. */
  onOverdue: (overdue: number) => void;
}

interface Waiting {
  sinceMs: number;
  decide: (isAdmitted: boolean) => void;
}

/** One timer a line, whatever its length. */
export function createWaitingLine({ patienceMs, onOverdue }: WaitingLineOptions): WaitingLine {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function decideFirst(most: number, isAdmitted: boolean): number {
    const decided = waiting.slice(0, Math.max(most, 0));
    waiting = waiting.slice(decided.length);
    for (const { decide } of decided) decide(isAdmitted);
    return decided.length;
  }

  function check(): void {
    timer = undefined;
    const nowMs = performance.now();
    const patient = waiting.findIndex(({ sinceMs }) => sinceMs + patienceMs > nowMs);
    const overdue = patient === -1 ? waiting.length : patient;
    if (overdue > 0) onOverdue(overdue);
    const [first] = waiting;
    if (first) timer = setTimeout(check, Math.ceil(first.sinceMs + patienceMs - nowMs));
  }

  return {
    join() {
      timer ??= setTimeout(check, patienceMs);
      return new Promise((decide) => {
        waiting.push({ sinceMs: performance.now(), decide });
      });
    },
    admit: (most) => decideFirst(most, true),
    refuse: (most) => void decideFirst(most, false),
    length: () => waiting.length,
  };
}
