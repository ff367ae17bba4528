import { describeBars, type Bar } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import { quantile } from '../shared/statistics.ts';
import { formatTable, milliseconds } from '../shared/table.ts';
import { keysCount } from './keys.ts';
import type { Latencies } from './writer.ts';

const mostMs = 100;
const mostRevokedMs = { withHints: 1_000, byPolling: 2_000 };

export function describeRun(latencies: Latencies): { text: string; isMet: boolean } {
  const { changes, keys } = latencies;
  const bars = findBars(latencies);
  const text = [
    describeMachine(),
    formatTable([
      ['until another process answers by it', 'p50', 'p99', 'most'],
      describe(
        'change, from the acknowledged commit',
        changes.map(({ fromCommit }) => fromCommit),
      ),
      describe(
        'change, from the call of the verb',
        changes.map(({ fromCall }) => fromCall),
      ),
      describe('key revoked, with hints', keys.revoked.withHints),
      describe('key revoked, hints off', keys.revoked.byPolling),
    ]),
    describeBars(bars),
  ].join('\n\n');
  return { text, isMet: bars.every(({ isMet }) => isMet) };
}

const describe = (what: string, values: readonly number[]): string[] => [
  what,
  ...[0.5, 0.99, 1].map((share) => milliseconds(quantile(values, share))),
];

function findBars({ changes, keys }: Latencies): Bar[] {
  const p99 = quantile(
    changes.map(({ fromCommit }) => fromCommit),
    0.99,
  );
  return [
    {
      wanted: `commit → evaluated in another process, p99 < ${mostMs} ms`,
      found: milliseconds(p99),
      isMet: p99 < mostMs,
    },
    {
      wanted: 'key created → usable in another process at once',
      found: `${keys.usableAtOnce} of ${keysCount}`,
      isMet: keys.usableAtOnce === keysCount,
    },
    revokedBar('with hints', keys.revoked.withHints, mostRevokedMs.withHints),
    revokedBar('hints off', keys.revoked.byPolling, mostRevokedMs.byPolling),
  ];
}

function revokedBar(how: string, values: readonly number[], limitMs: number): Bar {
  const most = Math.max(...values);
  return {
    wanted: `key revoked → refused, ${how}, most ≤ ${limitMs} ms`,
    found: milliseconds(most),
    isMet: most <= limitMs,
  };
}
