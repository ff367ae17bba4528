import type { AppError } from '@halyard/contracts';
import { tryAgain } from '@halyard/http';

export interface AdmissionOptions {
  /** How many new streams are opened a second. */
  perSecond: number;
}

/** Opens streams one after the other, however many ask at once. */
export interface Admission {
  /** Resolves when it is one's turn; whoever has gone meanwhile is passed over. */
  enter(isGone: () => boolean): Promise<void>;
  /** Throws once it is closed. */
  check(): void;
  /** Turns everybody away from now on. */
  close(): void;
}

interface Waiting {
  isGone: () => boolean;
  enter: () => void;
  refuse: (error: AppError) => void;
}

const turnsPerSecond = 20;

/**
 * Many who come back at once wait in line instead of being refused: a client that is refused may ask
 * again at once, for ever. The line is bounded by who has a place.
 */
export function createAdmission({ perSecond }: AdmissionOptions): Admission {
  const perTurn = Math.max(1, Math.ceil(perSecond / turnsPerSecond));
  let line: Waiting[] = [];
  let left = perTurn;
  let turns: NodeJS.Timeout | undefined;
  let isClosed = false;

  function turn(): void {
    left = perTurn;
    let index = 0;
    for (; index < line.length && left > 0; index++) {
      const { isGone, enter } = line[index]!;
      if (!isGone()) left -= 1;
      enter();
    }
    line = line.slice(index);
    if (line.length > 0 || left < perTurn) return;
    clearInterval(turns);
    turns = undefined;
  }

  return {
    enter(isGone) {
      if (isClosed) return Promise.reject(closing());
      turns ??= setInterval(turn, 1_000 / turnsPerSecond);
      if (line.length === 0 && left > 0) {
        left -= 1;
        return Promise.resolve();
      }
      return new Promise((enter, refuse) => line.push({ isGone, enter, refuse }));
    },
    check() {
      if (isClosed) throw closing();
    },
    close() {
      isClosed = true;
      clearInterval(turns);
      for (const { refuse } of line) refuse(closing());
      line = [];
    },
  };
}

const closing = (): AppError => tryAgain('This node is being stopped; try again.', 1);
