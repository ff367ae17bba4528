import type { Bar } from '../../shared/bar.ts';
import type { Findings } from '../../shared/findings.ts';
import { formatTable, milliseconds, percent, times } from '../../shared/table.ts';
import { describeDrain, describeLoads, nameOf } from './describe-loads.ts';
import { earlySeconds, type Ingest, type Load } from './ingest.ts';

const mostLagMs = 2_000;
const mostRss = 1.1;
const mostDrainedMs = 15_000;
/** Only others on the machine can make the generator later than this. */
const mostLateMs = 50;

export function describeIngest(ingest: Ingest): Findings {
  const { steady, burst } = ingest;
  const loads = [steady, burst];
  return {
    text: [describeLoads('queue on Redis', loads), describeRss(ingest)].join('\n\n'),
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

function describeRss({ steady, early, late }: Ingest): string {
  const row = (name: keyof typeof early) => [
    name,
    ...[early[name], late[name]].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`),
    percent(late[name] / early[name] - 1),
  ];
  return formatTable([
    ['RSS after collection', `at ${earlySeconds} s`, `at ${steady.seconds} s`, 'more'],
    row('api'),
    row('worker'),
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

function rssBar({ steady, early, late }: Ingest, name: keyof typeof early): Bar {
  const found = late[name] / early[name];
  return {
    wanted: `RSS of ${name} at ${steady.seconds} s at most ${times(mostRss)} that at ${earlySeconds} s`,
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
