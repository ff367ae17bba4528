import type { Bar } from '../shared/bar.ts';
import { median } from '../shared/statistics.ts';
import { milliseconds, percent, times } from '../shared/table.ts';
import type { Answer } from './client.ts';
import type { Comparison } from './compare-accounts.ts';
import type { Phase, Round } from './rounds.ts';

export interface Results {
  comparison: Comparison;
  rounds: readonly Round[];
}

const mostApart = 0.1;
const mostToCalm = 2;
const mostWaitMs = 31_000;

export const findBars = ({ comparison, rounds }: Results): Bar[] => [
  comparisonBar(comparison),
  ratioBar(rounds, 'arriving'),
  ratioBar(rounds, 'checked'),
  answersBar(rounds.flatMap(({ attempts }) => attempts)),
  loginsBar(rounds.map(({ login }) => login)),
];

function comparisonBar({ known, unknown }: Comparison): Bar {
  const medians = [median(known), median(unknown)];
  const found = Math.max(...medians) / Math.min(...medians) - 1;
  return {
    wanted: `unknown and known accounts answered within ${percent(mostApart)} of each other`,
    found: percent(found),
    isMet: found <= mostApart,
  };
}

function ratioBar(rounds: readonly Round[], phase: Phase): Bar {
  const found = median(rounds.map(({ evaluation }) => evaluation[phase].p99 / evaluation.calm.p99));
  return {
    wanted: `evaluation’s p99 while wrong logins are ${phase} at most ${times(mostToCalm)}`,
    found: times(found),
    isMet: found <= mostToCalm,
  };
}

/** Refused: the password was wrong, or too many waited. */
function answersBar(attempts: readonly Answer[]): Bar {
  const refused = attempts.filter(
    ({ status, saysWhen }) => status === 401 || (status === 429 && saysWhen),
  );
  return {
    wanted: 'wrong logins answered 401, or 429 with Retry-After',
    found: `${refused.length} of ${attempts.length}`,
    isMet: refused.length === attempts.length,
  };
}

function loginsBar(logins: readonly Answer[]): Bar {
  const inTime = logins.filter(({ status, ms }) => status === 200 && ms <= mostWaitMs);
  const longest = Math.max(...logins.map(({ ms }) => ms));
  return {
    wanted: `the right user is let in within ${milliseconds(mostWaitMs)}, each time`,
    found: `${inTime.length} of ${logins.length}, ${milliseconds(longest)} at most`,
    isMet: inTime.length === logins.length,
  };
}
