import { AppError } from '@halyard/contracts';

interface LineOptions {
  /** How many run at a time. */
  places: number;
  /** How many may wait for a place. */
  longest: number;
}

/** Runs a task as soon as it is its turn. */
export type Line = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Lets few tasks run at a time and the others wait, first come, first served; `unavailable` beyond. */
export function createLine({ places, longest }: LineOptions): Line {
  const waiting: (() => void)[] = [];
  let free = places;

  async function enter(): Promise<void> {
    if (free > 0) {
      free--;
      return;
    }
    if (waiting.length >= longest) throw lineIsFull();
    // Whoever leaves hands the place on: it is never free in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return async (task) => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
}

const lineIsFull = (): AppError =>
  new AppError('unavailable', 'Too many passwords are being checked; try again.', undefined, {
    'retry-after': '1',
  });
