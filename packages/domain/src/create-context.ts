import { uuidv7 } from 'uuidv7';

import type { Context } from './context.ts';

/** A context on the real clock, for the part of it that does not change between processes. */
export function createContext(given: Pick<Context, 'database' | 'actor'>): Context {
  return { ...given, now: () => new Date(), newId: uuidv7 };
}
