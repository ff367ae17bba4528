import type { Bar } from '../shared/bar.ts';
import { milliseconds, times } from '../shared/table.ts';
import type { Allocations } from './allocations.ts';
import type { Engine } from './cases.ts';
import type { Compiling } from './compiling.ts';
import type { Kind } from './flags.ts';
import { ratio, type Timing } from './measure.ts';

/** How many flags are loaded: few, and as many as a large organization has. */
export const few = 10;
export const many = 10_000;

export interface Results {
  readonly timings: readonly Timing[];
  readonly allocations: Allocations;
  readonly flag: Compiling;
  readonly segment: Compiling;
}

export function findTiming(
  { timings }: Pick<Results, 'timings'>,
  engine: Engine,
  kind: Kind,
  loaded: number,
  rotates: boolean,
): Timing | undefined {
  return timings.find(
    ({ measured }) =>
      measured.engine === engine &&
      measured.kind === kind &&
      measured.loaded === loaded &&
      measured.rotates === rotates,
  );
}

const barKinds = ['static', 'five', 'ten'] as const;

const atMost = (
  what: string,
  limit: number,
  found: number,
  format: (value: number) => string,
): Bar => ({
  wanted: `${what}: at most ${format(limit)}`,
  found: format(found),
  isMet: found <= limit,
});

export function findBars(results: Results): readonly Bar[] {
  const halyard = (kind: Kind, loaded: number) =>
    findTiming(results, 'halyard', kind, loaded, false)!;
  const flagd = (kind: Kind, loaded: number) => findTiming(results, 'flagd', kind, loaded, false)!;
  const faster = [few, many].map((loaded) => {
    const found = ratio(flagd('ten', loaded), halyard('ten', loaded));
    const wanted = `10 rules, ${loaded} flags: Halyard at least 3 x as fast as flagd-core`;
    return { wanted, found: times(found), isMet: found >= 3 };
  });
  const ofStatic = [few, many].map((loaded) => {
    const found = ratio(halyard('static', loaded), flagd('ten', loaded));
    return atMost(
      `static flag to flagd-core's 10 rules, ${loaded} flags`,
      0.1,
      found,
      toThousandths,
    );
  });
  const growth = barKinds.map((kind) => {
    const found = ratio(halyard(kind, many), halyard(kind, few));
    return atMost(`${kindNames[kind]}, ${many} flags to ${few}`, 1.2, found, times);
  });
  const bytes = barKinds.map((kind) =>
    atMost(`${kindNames[kind]}, allocated`, 250, results.allocations[kind], toBytes),
  );
  return [
    ...faster,
    ...ofStatic,
    ...growth,
    ...bytes,
    atMost('a flag of 50 rules compiled', 1, results.flag.warm, milliseconds),
    atMost('a segment of 100000 ids compiled', 50, results.segment.warm, milliseconds),
  ];
}

const toThousandths = (value: number): string => `${value.toFixed(3)} x`;

export const toBytes = (value: number): string => `${value.toFixed(1)} B`;

export const kindNames = {
  static: 'static flag',
  five: '5 rules, 2 segments',
  ten: '10 rules of 3 tests',
  tenOfNumbers: '10 rules, no versions',
} as const satisfies Record<Kind, string>;
