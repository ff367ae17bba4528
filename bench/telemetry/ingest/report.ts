import type { Bar } from '../../shared/bar.ts';
import type { Findings } from '../../shared/findings.ts';
import { formatTable, milliseconds, times } from '../../shared/table.ts';
import { describeDrain, describeLoads, nameOf } from './describe-loads.ts';
import type { Ingest, Load, Moment } from './ingest.ts';

const mostLagMs = 2_000;
const mostRss = 1.1;
const mostDrainedMs = 15_000;
/** Only others on the machine can make the generator later than this. */
const mostLateMs = 50;

export function describeIngest(ingest: Ingest): Findings {
  const { steady, burst } = ingest;
  const loads = [steady, burst];
  return {
    text: [describeLoads('queue on Redis', loads), describeMemory(ingest)].join('\n\n'),
    bars: [
      ...countBars(steady),
      lagBar(steady),
      rssBar(ingest, 'api'),
      rssBar(ingest, 'worker'),
      ...countBars(burst),
      drainedBar(burst),
    ],
    isNoisy: loads.some(({ reported }) => reported.lateP99 > mostLateMs),
  };
}

function describeMemory({ moments }: Ingest): string {
  const row = (name: string, of: (moment: Moment) => number) => [
    name,
    ...moments.map((moment) => `${(of(moment) / 1e6).toFixed(0)} MB`),
  ];
  return formatTable([
    ['after collections', ...moments.map(({ seconds }) => `at ${seconds} s`)],
    row('api: RSS', ({ api }) => api.rss),
    row('  of these objects', ({ api }) => api.heap),
    row('worker: RSS', ({ worker }) => worker.rss),
    row('  of these objects', ({ worker }) => worker.heap),
  ]);
}

function countBars(load: Load): Bar[] {
  const { reported, counted } = load;
  const { sent, accepted, refusal } = reported;
  return [
    {
      wanted: `${nameOf(load)}: all accepted`,
      found: refusal === undefined ? String(accepted) : `${accepted}; ${statusOf(refusal)}`,
      isMet: accepted === sent,
    },
    {
      wanted: `${nameOf(load)}: all accepted are counted, once`,
      found: String(counted),
      isMet: counted === accepted,
    },
  ];
}

const statusOf = (answer: string): string => answer.slice(0, answer.indexOf('\r\n'));

function lagBar(load: Load): Bar {
  return {
    wanted: `${nameOf(load)}: counted within ${mostLagMs / 1_000} s, each`,
    found: milliseconds(load.lags.most),
    isMet: load.lags.most <= mostLagMs,
  };
}

function rssBar({ moments }: Ingest, name: 'api' | 'worker'): Bar {
  const [early, late] = [moments[0]!, moments.at(-1)!];
  const found = late[name].rss / early[name].rss;
  return {
    wanted: `RSS of ${name} at ${late.seconds} s at most ${times(mostRss)} that at ${early.seconds} s`,
    found: times(found),
    isMet: found <= mostRss,
  };
}

function drainedBar(load: Load): Bar {
  const { drainedMs } = load;
  return {
    wanted: `${nameOf(load)}: all counted ${mostDrainedMs / 1_000} s after the end`,
    found: describeDrain(drainedMs),
    isMet: drainedMs !== undefined && drainedMs <= mostDrainedMs,
  };
}
