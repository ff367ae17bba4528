import type { Bar } from '../../shared/bar.ts';
import type { Findings } from '../../shared/findings.ts';
import { median, spread } from '../../shared/statistics.ts';
import { formatTable, milliseconds, percent, times } from '../../shared/table.ts';
import { mostStreams, streams, type FanOut, type Server, type Spread } from './fan-out.ts';

const servers = {
  streaming: 'streaming',
  loop: 'raw sockets, one loop',
  slices: 'raw sockets, 500 at a time',
} as const satisfies Record<Server, string>;

const mostRatio = 1.4;
const mostBytes = 13_000;

export function describeFanOut(fanOut: FanOut): Findings {
  const { rounds, changeBytes, most } = fanOut;
  const text = formatTable([
    [
      `${streams} clients, ${changeBytes} bytes`,
      'first',
      'last',
      'spread',
      'last, from the commit',
    ],
    ...(Object.keys(servers) as Server[]).map((server) =>
      describeRow(
        servers[server],
        rounds.map((round) => round[server]),
      ),
    ),
    describeRow(`streaming, ${mostStreams} clients`, [most.spread]),
  ]);
  return { text, bars: [ratioBar(rounds), bytesBar(fanOut), mostBar(most)] };
}

function describeRow(name: string, found: readonly Spread[]): string[] {
  const lasts = found.map(({ last }) => last);
  return [
    name,
    milliseconds(median(found.map(({ first }) => first))),
    milliseconds(median(lasts)),
    percent(spread(lasts)),
    milliseconds(median(found.map(({ lastFromCommit }) => lastFromCommit))),
  ];
}

/** Beside the better of the ways to write to raw sockets. */
function ratioBar(rounds: FanOut['rounds']): Bar {
  const ratios = (['loop', 'slices'] as const).map((way) =>
    median(rounds.map((round) => round.streaming.last / round[way].last)),
  );
  const found = Math.max(...ratios);
  return {
    wanted: `the last of ${streams} clients at most ${times(mostRatio)} a raw-socket broadcast`,
    found: times(found),
    isMet: found <= mostRatio,
  };
}

const bytesBar = ({ bytesPerStream }: FanOut): Bar => ({
  wanted: `a stream’s share of RSS at most ${mostBytes} bytes`,
  found: `${Math.round(bytesPerStream)} bytes`,
  isMet: bytesPerStream <= mostBytes,
});

/** It is not found where one of them was not told. */
const mostBar = ({ held }: FanOut['most']): Bar => ({
  wanted: `${mostStreams} streams are held and told`,
  found: `${held} of ${mostStreams}`,
  isMet: held === mostStreams,
});
