import type { EvaluationIds } from '@halyard/auth';
import type { FeedbackReport } from '@halyard/contracts';
import { inSlices } from '@halyard/http';
import type { OrganizationView } from '@halyard/replica';

import type { FeedbackOutcome } from '../metrics.ts';
import { createFindBySerial } from './find-by-serial.ts';
import { readReport } from './read-report.ts';

interface ResolvedReports {
  /** Those that count, in their order. */
  readonly reports: FeedbackReport[];
  readonly outcomes: Map<FeedbackOutcome, number>;
}

export type ResolveReports = (
  given: readonly unknown[],
  organization: OrganizationView,
) => Promise<ResolvedReports>;

/** Verifies reports and finds what they are of, with other work in between. */
export function createResolveReports(verify: EvaluationIds['verify']): ResolveReports {
  const findBySerial = createFindBySerial();

  function resolve(given: unknown, organization: OrganizationView): FeedbackReport | Dropped {
    const read = readReport(given);
    if (!read) return 'invalid';
    const verified = verify(organization.id, read.evaluationId);
    if (!verified) return 'unverified';
    const place = findBySerial(organization, verified.serial);
    if (!place) return 'unknown_flag';
    const { flag, environment } = place;
    if (!hasInsights(flag.environments, environment)) return 'insights_off';
    const { mintedAtMs: evaluatedAtMs, value } = verified;
    return { ...read, evaluatedAtMs, flagId: flag.id, environment, value };
  }

  return async (given, organization) => {
    const resolved: ResolvedReports = { reports: [], outcomes: new Map() };
    await inSlices(given, (one) => {
      const report = resolve(one, organization);
      const outcome = typeof report === 'string' ? report : 'accepted';
      if (typeof report !== 'string') resolved.reports.push(report);
      resolved.outcomes.set(outcome, (resolved.outcomes.get(outcome) ?? 0) + 1);
    });
    return resolved;
  };
}

type Dropped = Exclude<FeedbackOutcome, 'accepted'>;

/** A flag that cannot be evaluated may have anything in place of its environments. */
function hasInsights(environments: unknown, name: string): boolean {
  const known = environments as Record<string, { smart_insights?: boolean } | null> | null;
  return Boolean(known?.[name]?.smart_insights);
}
