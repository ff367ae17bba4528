import { formatTable } from './table.ts';

/** What a result must be, and what it is. */
export interface Bar {
  readonly wanted: string;
  readonly found: string;
  readonly isMet: boolean;
}

export const describeBars = (bars: readonly Bar[]): string =>
  formatTable([
    ['bar', 'found', ''],
    ...bars.map(({ wanted, found, isMet }) => [wanted, found, isMet ? 'pass' : 'FAIL']),
  ]);
