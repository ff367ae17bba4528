export {
  applyFlag,
  applySegment,
  compile,
  removeFlag,
  removeSegment,
  type CompiledDataSet,
  type CompileOptions,
} from './data-set.ts';
export {
  evaluate,
  evaluateSegment,
  type EvaluationRequest,
  type SegmentRequest,
} from './evaluate.ts';
export type { Decision, DecidingRule, Evaluation, NoFlag, Reason } from './evaluation.ts';
export { findReportedFlag } from './find-flag.ts';
export { isBroken } from './flags/compiled-flag.ts';
export { resolveSchedule } from './flags/schedule.ts';
export { identifierOf, type IdentifierKind } from './identity.ts';
export type { EvaluationContext } from './input.ts';
export type * from './model.ts';
export type { RegexEngine } from './operators/operator.ts';
export {
  effectiveRollout,
  listFlags,
  type Listed,
  type Listing,
  type ListingRequest,
} from './listing/list-flags.ts';
export { normaliseCondition } from './normalise/condition.ts';
export { normaliseFlag } from './normalise/flag.ts';
export type { NormaliseOptions } from './normalise/rule.ts';
export { normaliseSegment } from './normalise/segment.ts';
export type { Problem } from './problem.ts';
export {
  listReferences,
  listSegmentReferences,
  type FlagReferences,
  type PrerequisiteReference,
} from './references.ts';
export { findBroken, type BrokenFlag } from './validate/find-broken.ts';
export { isStorable } from './validate/check-text.ts';
export { validateFlag, type ValidateOptions } from './validate/validate-flag.ts';
export { validateSegment } from './validate/validate-segment.ts';
export type { ConditionTrace, Trace, TraceStep } from './trace.ts';
