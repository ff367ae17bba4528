import type { Result } from './throttle-kit.ts';

interface Attempted {
  account: string;
  address: string;
  node: number;
  result: Result;
}

interface Count {
  failures: number;
  endsAtMs: number;
}

/** What is expected of an attempt that is not refused. */
export interface Expected {
  waitedMs: number;
  /** As what it was counted. */
  names: [account: string, address: string];
}

const accountTable = [0, 0, 0, 1, 2, 4, 8, 16, 30];
const addressTable = [...Array<number>(20).fill(0), 1, 2, 4, 8, 16, 30];

/** What the throttle does, said as simply as can be, where one thing happens at a time. */
export function createModel(now: () => number) {
  const counts = new Map<string, Count>();
  const successes = new Map<string, number>();
  const held = new Map<string, number>();

  function count(name: string, lifeMs: number): number {
    const known = counts.get(name);
    const present =
      known && known.endsAtMs > now() ? known : { failures: 0, endsAtMs: now() + lifeMs };
    counts.set(name, present);
    return present.failures++;
  }

  function takeBack(name: string): void {
    const known = counts.get(name)!;
    known.failures = Math.max(0, known.failures - 1);
  }

  const inTable = (table: number[], failures: number): number =>
    table[Math.min(failures, table.length - 1)]! * 1_000;

  return {
    /** `undefined` where it is refused. */
    begin({ account, address, node }: Attempted): Expected | undefined {
      const place = `${node} ${address}`;
      const waiting = held.get(place) ?? 0;
      if (waiting === 20) return undefined;
      const names: Expected['names'] = [`${account} ${successes.get(account) ?? 0}`, address];
      const waitedMs = Math.max(
        inTable(accountTable, count(names[0], 15 * 60_000)),
        inTable(addressTable, count(names[1], 10 * 60_000)),
      );
      if (waitedMs > 0) held.set(place, waiting + 1);
      return { waitedMs, names };
    },
    check({ account, address, node, result }: Attempted, { waitedMs, names }: Expected): void {
      const place = `${node} ${address}`;
      if (waitedMs > 0) held.set(place, held.get(place)! - 1);
      if (result === 'wrong') return;
      takeBack(names[1]);
      if (result === 'broken') takeBack(names[0]);
      else successes.set(account, (successes.get(account) ?? 0) + 1);
    },
  };
}
