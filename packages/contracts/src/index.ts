export { ApiKeyFields } from './inputs/api-key-fields.ts';
export type { Change, ChangeKind, Hint, NewChange } from './changes/changes.ts';
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
} from './changes/documents.ts';
export { EnvironmentFields } from './inputs/environment-fields.ts';
export { AppError, errorStatus, type ErrorCode, type ErrorDetail } from './errors.ts';
export { ApiError, FlagEvaluation } from './evaluate-flag.ts';
export { FlagFields } from './inputs/flag-fields.ts';
export {
  V1Error,
  V1Evaluation,
  v1EvaluationErrorMessage,
  type V1EvaluationErrorType,
} from './evaluate-v1.ts';
export { checkDepth } from './inputs/storable.ts';
export { ChangeReason } from './inputs/change-reason.ts';
export { invalidInput, parseInput } from './inputs/parse-input.ts';
export { queuePayloads, type QueueName, type QueuePayload } from './queues.ts';
export { createRouteMatcher, type RouteMatch } from './route-matcher.ts';
export { routes, type Route, type RoutePath, type Service } from './routes.ts';
export { SegmentFields } from './inputs/segment-fields.ts';
export { SegmentMemberChanges } from './inputs/segment-member-changes.ts';
