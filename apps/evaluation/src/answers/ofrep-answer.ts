import type { OfrepEvaluation, OfrepFailure } from '@halyard/contracts';
import type { Decision, Evaluation } from '@halyard/core';
import type { RouteAnswer } from '@halyard/http';

import { inOrder } from './in-order.ts';

/** A flag's evaluation in OpenFeature's terms. */
export function toOfrep(key: string, evaluation: Evaluation): OfrepEvaluation | OfrepFailure {
  if (!evaluation.found) {
    return { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: `There is no active flag ${key}.` };
  }
  const { flag, enabled, variation, reason, lacksIdentifier } = evaluation;
  if (reason === 'ERROR') {
    return { key, errorCode: 'GENERAL', errorDetails: 'The flag cannot be evaluated.' };
  }
  if (lacksIdentifier) {
    const errorDetails = 'The flag is rolled out by percentage: a targetingKey is needed.';
    return { key, errorCode: 'TARGETING_KEY_MISSING', errorDetails };
  }
  const value = valueOf(evaluation);
  return {
    key,
    ...(value !== undefined && { value }),
    reason: reasonOf(evaluation),
    variant: variation ?? (enabled ? 'on' : 'off'),
    metadata: {
      flagId: flag.id,
      version: flag.version,
      scope: flag.application_id === null ? 'enterprise' : 'application',
    },
  };
}

export const isFailure = (given: OfrepEvaluation | OfrepFailure): given is OfrepFailure =>
  'errorCode' in given;

/** A request whose context is none. */
export const invalidContext = (errorDetails: string, key?: string): RouteAnswer => ({
  status: 400,
  json: JSON.stringify({
    ...(key !== undefined && { key }),
    errorCode: 'INVALID_CONTEXT',
    errorDetails,
  } satisfies OfrepFailure),
});

function reasonOf({ enabled, reason, isSplit, isGated }: Decision): OfrepEvaluation['reason'] {
  if (!enabled) return 'DISABLED';
  if (reason === 'RULE_MATCH') return 'TARGETING_MATCH';
  if (reason === 'ROLLOUT' || isSplit) return 'SPLIT';
  return isGated ? 'TARGETING_MATCH' : 'STATIC';
}

/** Nothing where the code's own default is to apply. */
function valueOf({ flag, enabled, configuration }: Decision): OfrepEvaluation['value'] {
  const { value_type: type = 'boolean' } = flag;
  if (type === 'boolean') return enabled;
  if (type === 'json') return configuration && inOrder(configuration);
  return configuration?.['value'] as string | number | undefined;
}
