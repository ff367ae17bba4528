export { FlagInsights, FlagInsightsQuery, InsightFigures } from './analytics/flag-insights.ts';
export { auditActions, type AuditAction } from './audit/audit-actions.ts';
export { auditEntityTypes, type AuditEntityType } from './audit/audit-entity-types.ts';
export { AuditEntryDetails, AuditEntryList, AuditExport } from './audit/audit-entry.ts';
export {
  AuditExportQuery,
  AuditQuery,
  AuditVerificationQuery,
  FlagAuditQuery,
} from './audit/audit-query.ts';
export { AuditVerificationReport } from './audit/audit-verification.ts';
export { UserActivity } from './audit/user-activity.ts';
export { ApiKeyFields } from './inputs/api-key-fields.ts';
export { ApplicationFields } from './inputs/application-fields.ts';
export {
  isFlagDocument,
  type Change,
  type ChangeKind,
  type Hint,
  type NewChange,
} from './changes/changes.ts';
export type {
  ApiKeyDocument,
  ApplicationDocument,
  DerivedDocument,
  FlagDocument,
  FlagTombstone,
  MemberListChange,
  OrganizationDocument,
  Plan,
  PlanUsage,
  SegmentDocument,
  SegmentMembersDocument,
} from './changes/documents.ts';
export { longestCity, longestIdentifier, longestLanguage, other } from './counting/bounds.ts';
export { boundedName } from './counting/bounded-name.ts';
export { createCountryCodes } from './counting/country-codes.ts';
export { knownEnvironment } from './counting/known-environment.ts';
export { EnvironmentFields } from './inputs/environment-fields.ts';
export { AppError, errorStatus, roleForbids, type ErrorCode, type ErrorDetail } from './errors.ts';
export { FlagFields } from './inputs/flag-fields.ts';
export { checkDepth } from './inputs/storable.ts';
export { ChangeReason } from './inputs/change-reason.ts';
export { OrganizationFields } from './inputs/organization-fields.ts';
export { PlanFields } from './inputs/plan-fields.ts';
export { invalidInput, parseInput } from './inputs/parse-input.ts';
export type { TimeRange } from './inputs/time-range.ts';
export type {
  FlagCount,
  KeyClients,
  LanguageCount,
  OrganizationUsage,
  PlaceCount,
} from './payloads/evaluation-counts.ts';
export type { FeedbackBatch, FeedbackReport } from './payloads/feedback-batch.ts';
export type { ClientReporter, Reporter } from './payloads/reporter.ts';
export type {
  ReportedError,
  ReportedEvaluation,
  TelemetryBatch,
} from './payloads/telemetry-batch.ts';
export { dayAt, daysUpTo } from './plans/day.ts';
export { monthAt, type Month } from './plans/month.ts';
export {
  evaluationsAtLevel,
  levelsBetween,
  monthlyEvaluations,
  plans,
  reachedLevel,
  type PlanLevel,
} from './plans/plan-levels.ts';
export { queuePayloads, type QueueName, type QueuePayload } from './queues.ts';
export { createWriteFlagAnswer, type WriteFlagAnswer } from './evaluation/answers/flag-answer.ts';
export { readContext } from './evaluation/read-context.ts';
export { ApiError, OfrepFailure, V1Error } from './evaluation/error-bodies.ts';
export { errorShapeOf, type ErrorShape } from './evaluation/error-shape.ts';
export { EvaluateFlagRequest, FlagEvaluation } from './evaluation/flag-evaluation.ts';
export { EvaluateFlagsRequest, FlagEvaluations } from './evaluation/flag-evaluations.ts';
export { FlagList, FlagVariation, ListedFlag, MobileFlagList } from './evaluation/flag-list.ts';
export {
  OfrepEvaluation,
  OfrepEvaluations,
  OfrepEventStream,
  OfrepRequest,
} from './evaluation/ofrep.ts';
export { EvaluateSegmentRequest, SegmentEvaluation } from './evaluation/segment-evaluation.ts';
export { SnapshotAnswer, type Snapshot } from './evaluation/snapshot.ts';
export {
  V1BulkRequest,
  V1EvaluateRequest,
  V1Evaluation,
  v1EvaluationErrorMessage,
  V1Evaluations,
  type V1EvaluationErrorType,
} from './evaluation/v1-evaluation.ts';
export {
  AcceptInvitationRequest,
  ChangeEmailRequest,
  ChangePasswordRequest,
  ConfirmEmailRequest,
  Joined,
  Me,
  RequestPasswordResetRequest,
  ResetPasswordRequest,
  SessionList,
} from './identity/account.ts';
export { EmailAddress, NewPassword, PersonName } from './identity/credentials.ts';
export { JwksDocument } from './identity/jwks.ts';
export {
  LoggedIn,
  LoginAnswer,
  LoginRequest,
  MemberOrganization,
  MemberRole,
  RegisterRequest,
  SwitchOrganizationRequest,
  UserSummary,
} from './identity/login.ts';
export {
  ConfirmTotpRequest,
  EnrolTotpRequest,
  RenewRecoveryCodesRequest,
  TotpConfirmed,
  TotpEnrolment,
  VerifyTotpRequest,
} from './identity/totp.ts';
export { ApplicationDetails, ApplicationList } from './organizations/applications.ts';
export {
  CreateEnvironmentRequest,
  EnvironmentDeletion,
  EnvironmentDetails,
  EnvironmentList,
  UpdateEnvironmentRequest,
} from './organizations/environments.ts';
export {
  InvitationDetails,
  InvitationList,
  InviteMemberRequest,
} from './organizations/invitations.ts';
export {
  ApiKeyDetails,
  ApiKeyList,
  CreateApiKeyRequest,
  NewApiKey,
  RotateApiKeyRequest,
} from './organizations/keys.ts';
export { ChangeRoleRequest, MemberDetails, MemberList } from './organizations/members.ts';
export {
  DeleteOrganizationQuery,
  OrganizationDetails,
  OrganizationList,
} from './organizations/organization.ts';
export { PlanDetails, UsageReport } from './organizations/usage.ts';
export type {
  Notification,
  NotificationContents,
  NotificationKind,
  PlanLevelPassed,
} from './notifications/notifications.ts';
export type { NotificationDelivery } from './payloads/notification-delivery.ts';
export { webhookEvents, type WebhookEvent } from './webhooks/webhook-events.ts';
export {
  WebhookDetails,
  WebhookList,
  WebhookTest,
  WebhookWithSecret,
} from './webhooks/webhook-details.ts';
export {
  CreateWebhookRequest,
  UpdateWebhookRequest,
  WebhookFields,
} from './webhooks/webhook-fields.ts';
export { eventOf, messageIdOf, type WebhookMessage } from './webhooks/webhook-message.ts';
export { exampleIds } from './examples/ids.ts';
export {
  ArchiveFlagRequest,
  DeleteFlagQuery,
  PatchFlagRequest,
  ReplaceFlagRequest,
  RollBackFlagRequest,
  ToggleFlagRequest,
} from './flags/change-flag.ts';
export { ChangedFlags } from './flags-in-bulk/changed-flags.ts';
export { ChangeFlagsRequest } from './flags-in-bulk/change-flags.ts';
export {
  CopyEnvironmentRequest,
  CopyFlagEnvironmentRequest,
} from './flags-in-bulk/copy-environment.ts';
export { CheckFlagKeyQuery, FlagKeyCheck } from './flags/check-key.ts';
export { CreateFlagRequest } from './flags/create-flag.ts';
export { FlagDifference } from './flags/flag-difference.ts';
export { FlagDetails } from './flags/flag-details.ts';
export { FlagPreviewList, PreviewFlagRequest } from './flags/preview-flag.ts';
export { FlagReferenceQuery } from './flags/flag-reference.ts';
export { FlagPage, FlagSummary } from './flags/flag-summary.ts';
export {
  FlagVersionDetails,
  FlagVersionList,
  GetFlagVersionQuery,
  ListFlagVersionsQuery,
} from './flags/flag-versions.ts';
export { ListFlagsQuery } from './flags/list-flags.ts';
export { analyticsRoutes } from './routes/analytics/analytics-routes.ts';
export { controlRoutes, tokenRoutes } from './routes/control/control-routes.ts';
export { evaluationRoutes } from './routes/evaluation-routes.ts';
export type { Route, RouteAccess, RouteExample, Service } from './routes/route.ts';
export { createQuickMatcher, type QuickMatch } from './routes/matching/quick-matcher.ts';
export { createRouteMatcher, type RouteMatch } from './routes/matching/route-matcher.ts';
export { routes } from './routes/routes.ts';
export { streamingRoutes } from './routes/streaming-routes.ts';
export { telemetryErrorRoutes } from './routes/telemetry-error-routes.ts';
export { telemetryRoutes } from './routes/telemetry-routes.ts';
export { VersionText } from './inputs/version-number.ts';
export { SegmentFields } from './inputs/segment-fields.ts';
export { mostSegmentIdentifiers, SegmentIdentifier } from './segments/segment-identifier.ts';
export { SegmentIdentifiers, SegmentMemberChanges } from './segments/segment-member-changes.ts';
export { ExpectedVersionQuery } from './segments/expected-version-query.ts';
export { SegmentDetails } from './segments/segment-details.ts';
export { SegmentList, SegmentListQuery } from './segments/segment-list.ts';
export {
  ChangedSegmentMembers,
  ChangeSegmentMembersRequest,
  SegmentMembers,
  SegmentMembersQuery,
} from './segments/segment-members.ts';
export { SegmentUsage } from './segments/segment-usage.ts';
export { CreateSegmentRequest, UpdateSegmentRequest } from './segments/write-segment.ts';
export { FlagError, FlagErrorGroup, FlagErrors, FlagErrorsQuery } from './telemetry/flag-errors.ts';
export {
  ApplicationExport,
  exportFormat,
  exportFormatVersion,
} from './transfer/application-export.ts';
export {
  ApplicationImport,
  ApplicationImportQuery,
  ImportedMembers,
  type ImportedFlag,
  type ImportedSegment,
} from './transfer/application-import.ts';
export { ImportedApplication } from './transfer/imported-application.ts';
export {
  eventSpellings,
  flagEventNames,
  LegacyStreamEvent,
  OfrepStreamEvent,
  OfrepStreamQuery,
  StreamConnected,
  StreamEvent,
  StreamFlagChange,
  StreamQuery,
  StreamResync,
  type EventSpelling,
  type FlagEventKind,
} from './streaming/stream-events.ts';
export { ErrorEvent, ReportErrorsRequest } from './telemetry/error-events.ts';
export { EvaluationEvent, ReportEvaluationsRequest } from './telemetry/evaluation-events.ts';
export { mostEvents } from './telemetry/event-fields.ts';
export {
  EvaluationIdText,
  ReportFeedbackRequest,
  ReportManyFeedbacksRequest,
} from './telemetry/feedback.ts';
export { ReportTelemetryRequest } from './telemetry/mixed-events.ts';
export { ReportEventRequest } from './telemetry/mobile-event.ts';
export { TelemetryReceipt } from './telemetry/telemetry-receipt.ts';
