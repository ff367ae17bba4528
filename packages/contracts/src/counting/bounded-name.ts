import { isStorable } from '@halyard/core';

import { other } from './bounds.ts';

/** A name that a client gave, where there is room for it and PostgreSQL can keep it. */
export const boundedName = (name: string, longest: number, hasRoom: boolean): string =>
  hasRoom && name.length <= longest && isStorable(name) ? name : other;
