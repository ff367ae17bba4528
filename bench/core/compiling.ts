import { applyFlag, applySegment, compile, type Flag, type Segment } from '@halyard/core';

import { median } from '../shared/statistics.ts';
import { time } from '../shared/time.ts';
import { createId } from './contexts.ts';
import { loadHalyard } from './engines.ts';
import { applicationId, environment, segments } from './flags.ts';
import { createRules, other, split, toHalyardRules } from './ten-rules.ts';

/** Milliseconds. */
export interface Compiling {
  readonly cold: number;
  readonly warm: number;
}

const flagText = JSON.stringify(createFlagOfFifty());
const segmentText = JSON.stringify({
  key: 'large',
  included: Array.from({ length: 100_000 }, (_, index) => createId(index)),
});

/** Compiles a flag of 50 rules with three tests each. */
export function timeFlag(): Compiling {
  return sample(200, () => {
    const flag: Flag = JSON.parse(flagText);
    return () => compile({ flags: [flag], segments: [] });
  });
}

/** Puts a changed flag of 50 rules in its place, and a new one, beside 10 000 others. */
export function timeFlagBeside(loaded: number): { changed: Compiling; added: Compiling } {
  const dataSet = loadHalyard(loaded);
  // What loading left to collect would be collected, piece by piece, in what is timed.
  globalThis.gc?.();
  let added = 0;
  const put = (rename: (flag: Flag) => Flag) => () => {
    const flag = rename(JSON.parse(flagText));
    return () => applyFlag(dataSet, flag);
  };
  put((flag) => flag)()();
  return {
    changed: sample(
      50,
      put((flag) => flag),
    ),
    added: sample(
      50,
      put((flag) => ({ ...flag, id: `added-${added++}` })),
    ),
  };
}

/** Compiles a segment of 100 000 ids. */
export function timeSegment(): Compiling {
  const dataSet = compile({ flags: [], segments });
  return sample(
    15,
    () => {
      // Read anew each time: a text that was looked up once is faster to put in a set again.
      const segment: Segment = JSON.parse(segmentText);
      return () => applySegment(dataSet, segment);
    },
    globalThis.gc,
  );
}

function sample(times: number, prepare: () => () => void, collect = () => {}): Compiling {
  const [cold = 0, ...rest] = Array.from({ length: times }, () => {
    const work = prepare();
    collect();
    return time(work);
  });
  return { cold, warm: median(rest.slice(rest.length >> 1)) };
}

function createFlagOfFifty(): Flag {
  const rules = Array.from({ length: 5 }, () => toHalyardRules(createRules('numbers and versions')))
    .flat()
    .map((rule, index) => ({ ...rule, id: `rule-${index + 1}` }));
  return {
    id: 'fifty',
    key: 'fifty',
    application_id: applicationId,
    status: 'active',
    version: 1,
    variations: [...split.map(({ variation }) => variation), other].map((key) => ({ key })),
    environments: { [environment]: { enabled: true, rules } },
  };
}
