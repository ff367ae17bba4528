import type { CompiledDataSet } from './data-set.ts';
import { decide } from './decide.ts';
import type { Evaluation, NoFlag } from './evaluation.ts';
import { findFlag } from './find-flag.ts';
import { identifierKind, toIdentifier } from './identity.ts';
import type { Circumstances, EvaluationContext, Input } from './input.ts';
import { isObject, plainObject } from './json.ts';
import { isMember } from './segments/is-member.ts';

export interface EvaluationRequest extends Circumstances {
  /** The caller's application; `null` sees enterprise flags only. */
  readonly applicationId: string | null;
  readonly flagKey: string;
  /** Whether to note every step; slower. */
  readonly trace?: boolean;
}

const notFound: NoFlag = { found: false, reason: 'FLAG_NOT_FOUND' };
const archived: NoFlag = { found: false, reason: 'FLAG_ARCHIVED' };

/** Decides one flag for one context. Pure and synchronous; never throws. */
export function evaluate(dataSet: CompiledDataSet, request: EvaluationRequest): Evaluation {
  const flag = findFlag(dataSet, request.applicationId, request.flagKey);
  if (flag === undefined) return notFound;
  if (flag === 'archived') return archived;
  return decide(dataSet, flag, createInput(request, request.trace === true), 0);
}

export interface SegmentRequest extends Circumstances {
  readonly segmentKey: string;
}

/** Whether a context belongs to a segment; `undefined` where it is unknown or broken. */
export function evaluateSegment(
  dataSet: CompiledDataSet,
  request: SegmentRequest,
): boolean | undefined {
  const slot = dataSet.segments.get(request.segmentKey);
  if (!slot || slot.isBroken) return undefined;
  return isMember(slot, createInput(request, false), 'in');
}

function createInput(request: Circumstances, isTraced: boolean): Input {
  const context: EvaluationContext = isObject(request.context) ? request.context : {};
  const kind = identifierKind(context);
  return {
    context,
    attributes: plainObject(context.attributes),
    circumstances: request,
    identifier: kind && toIdentifier(context[kind]),
    identifierKind: kind,
    lacksIdentifier: false,
    element: undefined,
    trace: isTraced ? [] : null,
    decisions: null,
  };
}
