import {
  addLatency,
  createLatencySketch,
  takeAwayLatency,
  type LatencySketch,
} from '@halyard/sketches';

import type { KeptReport } from '../keep-reports.ts';
import type { Report } from '../reports/report.ts';

/** Where feedback is counted. */
type Counted = Pick<
  Report,
  'organizationId' | 'flagId' | 'environment' | 'applicationId' | 'value' | 'reporter'
> & { hourMs: number };

/** By how much one row of counts grows, or shrinks where something is negative. */
export interface Difference extends Counted {
  successes: number;
  failures: number;
  latencies: number;
  latencyUs: number;
  sketch: LatencySketch;
}

const hourMs = 3_600_000;

/** What reports that were kept add to the counts, without what those add that they replace. */
export function toDifferences(kept: readonly KeptReport[]): Difference[] {
  const differences = new Map<string, Difference>();
  const at = (report: Report): Difference => {
    const counted = toCounted(report);
    const key = JSON.stringify(Object.values(counted));
    const found = differences.get(key) ?? { ...counted, ...nothing() };
    differences.set(key, found);
    return found;
  };
  for (const { now, before } of kept) {
    if (before) count(at(before), before, -1);
    count(at(now), now, 1);
  }
  return [...differences.values()].filter(isSomething);
}

const toCounted = (report: Report): Counted => ({
  organizationId: report.organizationId,
  flagId: report.flagId,
  hourMs: Math.floor(report.evaluatedAtMs / hourMs) * hourMs,
  environment: report.environment,
  applicationId: report.applicationId,
  value: report.value,
  reporter: report.reporter,
});

const nothing = () => ({
  successes: 0,
  failures: 0,
  latencies: 0,
  latencyUs: 0,
  sketch: createLatencySketch(),
});

function count(difference: Difference, { result, latencyUs }: Report, sign: 1 | -1): void {
  difference[result ? 'successes' : 'failures'] += sign;
  if (latencyUs === null) return;
  difference.latencies += sign;
  difference.latencyUs += sign * latencyUs;
  const change = sign === 1 ? addLatency : takeAwayLatency;
  change(difference.sketch, latencyUs / 1_000);
}

const isSomething = ({ successes, failures, latencies, latencyUs, sketch }: Difference): boolean =>
  successes !== 0 || failures !== 0 || latencies !== 0 || latencyUs !== 0 || sketch.counts.size > 0;
