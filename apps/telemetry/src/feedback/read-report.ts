import { EvaluationIdText } from '@halyard/contracts';

import { toText } from '../reading/values/clean-text.ts';
import { isObject } from '../reading/values/find-field.ts';

/** What a report says, as far as it can be told without knowing of which evaluation. */
export interface ReadReport {
  /** In lower case. */
  readonly evaluationId: string;
  readonly result: boolean;
  readonly latencyUs: number | undefined;
  readonly errorType: string | undefined;
}

const longestLatencyMs = 86_400_000;
const longestErrorType = 200;

export const isEvaluationId = (value: unknown): value is string =>
  EvaluationIdText.safeParse(value).success;

/** Reads one report; nothing where a field is not as it must be. */
export function readReport(report: unknown): ReadReport | undefined {
  if (!isObject(report)) return undefined;
  const { evaluationId, result, latencyMs = null, errorType = null } = report;
  if (!isEvaluationId(evaluationId) || typeof result !== 'boolean') return undefined;
  if (latencyMs !== null && !isLatency(latencyMs)) return undefined;
  if (errorType !== null && typeof errorType !== 'string') return undefined;
  return {
    // However it is spelled, an evaluation counts once.
    evaluationId: evaluationId.toLowerCase(),
    result,
    latencyUs: latencyMs === null ? undefined : Math.round(latencyMs * 1_000),
    errorType: toText(errorType, longestErrorType),
  };
}

const isLatency = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= longestLatencyMs;
