import { describeBars, type Bar } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import { median, quantile } from '../shared/statistics.ts';
import { formatTable, milliseconds } from '../shared/table.ts';
import type { ChangeName } from './changes.ts';
import type { NodeMeasurement } from './node.ts';
import { flagsCount, membersCount, segmentsCount, type Seeded } from './seed.ts';

const mostReadyMs = 2_000;
const mostAppliedMs = 5;
const mostMegabytes = 400;

export function describeRun(
  { bytesPerFlag }: Seeded,
  nodes: readonly NodeMeasurement[],
): { text: string; isMet: boolean } {
  const bars = findBars(nodes);
  const text = [
    describeMachine(),
    `${flagsCount} flags of ${Math.round(bytesPerFlag)} bytes in 3 environments, ` +
      `${segmentsCount} segments, one of ${membersCount} members; ` +
      `${nodes.length} nodes, one after another`,
    formatTable([
      ['start', 'median', 'most'],
      describeStart(
        'from the start of the process',
        nodes.map((node) => node.readyAfterMs),
      ),
      describeStart(
        'of that, loading and compiling',
        nodes.map((node) => node.startedInMs),
      ),
    ]),
    formatTable([
      ['one change applied', 'p50', 'p99', 'most'],
      ...namesOf(nodes).map((name) => describeApplied(name, appliedOf(nodes, name))),
    ]),
    describeBars(bars),
  ].join('\n\n');
  return { text, isMet: bars.every(({ isMet }) => isMet) };
}

const namesOf = (nodes: readonly NodeMeasurement[]): ChangeName[] =>
  Object.keys(nodes[0]!.applied) as ChangeName[];

const appliedOf = (nodes: readonly NodeMeasurement[], name: ChangeName): number[] =>
  nodes.flatMap(({ applied }) => applied[name]);

const describeStart = (what: string, values: readonly number[]): string[] => [
  what,
  milliseconds(median(values)),
  milliseconds(Math.max(...values)),
];

const describeApplied = (what: string, values: readonly number[]): string[] => [
  what,
  ...[0.5, 0.99, 1].map((share) => milliseconds(quantile(values, share))),
];

function findBars(nodes: readonly NodeMeasurement[]): Bar[] {
  const ready = median(nodes.map(({ readyAfterMs }) => readyAfterMs));
  const slowest = Math.max(...namesOf(nodes).map((name) => quantile(appliedOf(nodes, name), 0.99)));
  const megabytes = Math.max(...nodes.map(({ rssBytes }) => rssBytes)) / 2 ** 20;
  return [
    {
      wanted: `process started → ready < ${mostReadyMs} ms, median`,
      found: milliseconds(ready),
      isMet: ready < mostReadyMs,
    },
    {
      wanted: `one change applied < ${mostAppliedMs} ms, p99 of the slowest kind`,
      found: milliseconds(slowest),
      isMet: slowest < mostAppliedMs,
    },
    {
      wanted: `RSS after collection ≤ ${mostMegabytes} MB, of the largest`,
      found: `${megabytes.toFixed(0)} MB`,
      isMet: megabytes <= mostMegabytes,
    },
  ];
}
