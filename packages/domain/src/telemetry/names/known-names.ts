import { toText, type Named } from './named.ts';

/** Names of the day that are known to be counted, so that the database is asked of new ones alone. */
export interface KnownNames {
  has(named: Named, day: string): boolean;
  /** To be called once they are committed. */
  add(names: readonly Named[], day: string): void;
}

/** Texts of about a hundred characters. */
const mostKnown = 200_000;

export function createKnownNames(): KnownNames {
  let known = new Set<string>();
  let knownDay = '';
  return {
    has: (named, day) => day === knownDay && known.has(toText(named)),
    add(names, day) {
      if (day !== knownDay || known.size > mostKnown) known = new Set();
      knownDay = day;
      for (const named of names) known.add(toText(named));
    },
  };
}
