import { compile } from '../data-set.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Flag, Segment } from '../model.ts';
import { flagWith } from '../testing/flag.ts';
import { normaliseFlag } from './flag.ts';
import type { NormaliseOptions } from './rule.ts';

/** Makes `r1`, `r2`, … */
export function createRuleIds(): () => string {
  let count = 0;
  return () => `r${(count += 1)}`;
}

export interface Setting {
  readonly segments?: readonly Segment[];
  readonly variations?: unknown;
  readonly findSegmentKey?: NormaliseOptions['findSegmentKey'];
}

/** Evaluates a flag that was sent with this as its production environment, in its stored form. */
export function evaluateSent(
  environment: object,
  context: object,
  { segments = [], findSegmentKey, ...fields }: Setting = {},
): Evaluation {
  const sent = { ...flagWith(environment), ...fields };
  const options = { newRuleId: createRuleIds(), ...(findSegmentKey && { findSegmentKey }) };
  const flag = normaliseFlag(sent, options) as Flag;
  return evaluate(compile({ flags: [flag], segments }), {
    applicationId: null,
    flagKey: 'f',
    environment: 'production',
    now: 0,
    context,
  });
}
