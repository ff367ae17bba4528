import { uuidv7 } from 'uuidv7';

import type { Context } from './context.ts';

/** A context on the real clock. */
export function createContext(given: Omit<Context, 'now' | 'newId'>): Context {
  return { ...given, now: () => new Date(), newId: uuidv7 };
}
