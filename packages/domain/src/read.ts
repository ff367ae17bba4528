export { listApplications, readApplication } from './read/applications.ts';
export { readActivity } from './read/audit/activity.ts';
export { exportAuditEntries } from './read/audit/export-entries.ts';
export { findAuditedFlag } from './read/audit/find-audited-flag.ts';
export { listAuditEntries, type AuditPage } from './read/audit/list-entries.ts';
export { readEnvironmentDeletion } from './read/environment-deletion.ts';
export { listEnvironments, readEnvironment } from './read/environments.ts';
export { checkFlagKey } from './read/flags/check-key.ts';
export { listFlags } from './read/flags/list.ts';
export { previewFlag } from './preview/preview-flag.ts';
export { listFlagsIn, type FlagInEnvironment } from './read/flags/list-in-environment.ts';
export { readFlagVersion } from './read/flags/version.ts';
export { listFlagVersions } from './read/flags/versions.ts';
export { findFlag, toFlagDetails, type FlagName } from './read/flags.ts';
export { listInvitations, readInvitation } from './read/invitations.ts';
export { listApiKeys, readApiKey } from './read/keys.ts';
export { listMembers, readMember } from './read/members.ts';
export { listOrganizations, readOrganization } from './read/organizations.ts';
export { readPlan } from './read/plan.ts';
export { findSegment, toSegmentDetails } from './read/segments/find.ts';
export { listSegments } from './read/segments/list.ts';
export { listSegmentMembers, streamSegmentMembers } from './read/segments/members.ts';
export { readSegmentUsage } from './read/segments/usage.ts';
export { readFlagErrors } from './read/telemetry/errors.ts';
export { readFlagInsights } from './read/telemetry/insights.ts';
export {
  readUniqueUsers,
  type UniqueUsers,
  type UniqueUsersQuery,
} from './read/telemetry/unique-users.ts';
export { readUsage } from './read/usage.ts';
export { listWebhooks, readWebhook } from './read/webhooks.ts';
export { listUsers } from './read/users.ts';
export { exportApplication } from './transfer/export/export-application.ts';
