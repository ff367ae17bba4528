export { ApiKeyFields } from './api-key-fields.ts';
export type { Change, ChangeKind, Hint, NewChange } from './changes.ts';
export type {
  ApiKeyDocument,
  ApplicationDocument,
  DerivedDocument,
  FlagDocument,
  MemberListChange,
  OrganizationDocument,
  Plan,
  PlanUsage,
  SegmentDocument,
  SegmentMembersDocument,
} from './documents.ts';
export { EnvironmentFields } from './environment-fields.ts';
export { AppError, errorStatus, type ErrorCode, type ErrorDetail } from './errors.ts';
export { ApiError, FlagEvaluation } from './evaluate-flag.ts';
export { FlagFields } from './flag-fields.ts';
export {
  V1Error,
  V1Evaluation,
  v1EvaluationErrorMessage,
  type V1EvaluationErrorType,
} from './evaluate-v1.ts';
export { checkDepth } from './storable.ts';
export { ChangeReason } from './change-reason.ts';
export { invalidInput, parseInput } from './parse-input.ts';
export { queuePayloads, type QueueName, type QueuePayload } from './queues.ts';
export { createRouteMatcher, type RouteMatch } from './route-matcher.ts';
export { routes, type Route, type RoutePath, type Service } from './routes.ts';
export { SegmentFields } from './segment-fields.ts';
export { SegmentMemberChanges } from './segment-member-changes.ts';
