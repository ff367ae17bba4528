import { uuidv7 } from 'uuidv7';

import type { Context } from './context.ts';

/** A context on the real clock, for what is to last. */
export function createContext(given: Omit<Context, 'now' | 'newId' | 'isRehearsal'>): Context {
  return { ...given, now: () => new Date(), newId: uuidv7, isRehearsal: false };
}
