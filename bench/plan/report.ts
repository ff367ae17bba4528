import { isDeepStrictEqual } from 'node:util';

import { describeBars, type Bar } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import { median } from '../shared/statistics.ts';
import { formatTable, milliseconds } from '../shared/table.ts';
import { onceEach } from './audit.ts';
import type { AuditedRound } from './run.ts';

const mostMs = 1_000;

export function describeRun(rounds: readonly AuditedRound[]): { text: string; isMet: boolean } {
  const times = rounds.map(({ blockedAfterMs }) => blockedAfterMs);
  const bars = findBars(rounds, Math.max(...times));
  const text = [
    describeMachine(),
    formatTable([
      ['until another node refuses', 'median', 'worst'],
      [
        'from the answer that came to 110 %',
        ...[median(times), Math.max(...times)].map(milliseconds),
      ],
    ]),
    describeBars(bars),
  ].join('\n\n');
  return { text, isMet: bars.every(({ isMet }) => isMet) };
}

function findBars(rounds: readonly AuditedRound[], worst: number): Bar[] {
  const audited = rounds.filter(({ audit }) => isDeepStrictEqual(audit, onceEach)).length;
  return [
    {
      wanted: `110 % on one node → refused by another, worst ≤ ${mostMs} ms`,
      found: milliseconds(worst),
      isMet: worst <= mostMs,
    },
    {
      wanted: 'each level and the refusals audited once',
      found: `${audited} of ${rounds.length}`,
      isMet: audited === rounds.length,
    },
  ];
}
