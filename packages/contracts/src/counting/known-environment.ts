import type { Flag } from '@halyard/core';

import { other } from './bounds.ts';

/** An environment by the name it is counted under: all those that the flag does not have share one. */
export function knownEnvironment({ environments }: Flag, name: string): string {
  // What cannot be evaluated may have anything here.
  const known: unknown = environments;
  return typeof known === 'object' && known !== null && Object.hasOwn(known, name) ? name : other;
}
