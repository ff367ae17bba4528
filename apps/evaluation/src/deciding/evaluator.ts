import { AppError } from '@halyard/contracts';
import { evaluate, type Decision, type Evaluation } from '@halyard/core';

import type { Asked } from '../asking/asked.ts';
import type { EvaluationCounts } from '../metering/counts/evaluation-counts.ts';
import type { Usage } from '../metering/usage/usage.ts';
import { findInsightSerial } from './find-insight-serial.ts';

/** Decides flags, and counts what was decided. */
export interface Evaluator {
  /** Decides one flag. Never throws. */
  evaluate(asked: Asked, flagKey: string): Evaluation;
  /** Whether the organization's plan allows no more evaluations; notes that one was refused. */
  isBlocked(asked: Asked): boolean;
  /** Throws `plan_limit_exceeded` where it does not. */
  checkPlan(asked: Asked): void;
}

export interface EvaluatorDeps {
  usage: Pick<Usage, 'isBlocked' | 'record' | 'refuse'>;
  counts: Pick<EvaluationCounts, 'count'>;
  /** Counts answers by reason. */
  noteReason: (reason: Evaluation['reason']) => void;
}

const noFlag: Evaluation = { found: false, reason: 'FLAG_NOT_FOUND' };

/** A client that is refused looks again after an hour at the latest: plans change. */
const longestRetrySeconds = 3_600;

export function createEvaluator({ usage, counts, noteReason }: EvaluatorDeps): Evaluator {
  function meter(asked: Asked, decision: Decision): void {
    const { caller, organization, environment, context, client, now } = asked;
    if (caller.kind === 'member') return;
    usage.record(organization?.document, 1, now);
    const { geolocation, language } = context;
    const hasId = findInsightSerial(asked, decision) !== undefined;
    counts.count(caller, decision, environment, hasId, geolocation, language, client, now);
  }

  function isBlocked({ caller, organization, now }: Asked): boolean {
    if (caller.kind === 'member' || !usage.isBlocked(organization?.document, now)) return false;
    usage.refuse(caller.organizationId, now);
    return true;
  }

  return {
    evaluate(asked, flagKey) {
      const { organization, applicationId, environment, context, now, isTraced: trace } = asked;
      const evaluation = organization
        ? evaluate(organization.dataSet, {
            applicationId,
            flagKey,
            environment,
            context,
            now,
            trace,
          })
        : noFlag;
      noteReason(evaluation.reason);
      if (evaluation.found) meter(asked, evaluation);
      return evaluation;
    },
    isBlocked,
    checkPlan(asked) {
      if (!isBlocked(asked)) return;
      const retryAfter = Math.min(longestRetrySeconds, secondsToNextMonth(asked.now));
      throw new AppError(
        'plan_limit_exceeded',
        "This month's evaluations are used up. Upgrade your plan to continue.",
        undefined,
        { 'retry-after': String(retryAfter) },
      );
    },
  };
}

function secondsToNextMonth(nowMs: number): number {
  const now = new Date(nowMs);
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
  return Math.ceil((next - nowMs) / 1_000);
}
