import { describeBars, type Bar } from './bar.ts';
import { describeMachine } from './machine.ts';
import type { Probe } from './probe.ts';
import { percent } from './table.ts';

/** What a part of a bench has found: figures as they are printed, and bars. */
export interface Findings {
  text: string;
  bars: Bar[];
  /** Others used the machine, as far as the part itself can tell. */
  isNoisy?: boolean;
}

/** Prints what all parts have found; the process ends with 1 where a bar was missed. */
export function printFindings(findings: readonly Findings[], probe: Probe): void {
  const bars = findings.flatMap((part) => part.bars);
  const text = [
    describeMachine(),
    ...findings.map((part) => part.text),
    ...(bars.length > 0 ? [describeBars(bars)] : []),
    `probe: parts of the run differ by ${percent(probe.drift())}`,
    ...(probe.isNoisy() || findings.some((part) => part.isNoisy) ? ['noisy: repeat'] : []),
  ];
  process.stdout.write(`${text.join('\n\n')}\n`);
  process.exitCode = bars.every(({ isMet }) => isMet) ? 0 : 1;
}
