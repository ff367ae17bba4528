export { createApplication } from './applications/create.ts';
export { deleteApplication } from './applications/delete.ts';
export type { ApplicationReference } from './applications/lock.ts';
export { updateApplication, type UpdateApplicationInput } from './applications/update.ts';
export { forgetPerson, type ForgetPersonInput } from './audit/forget-person.ts';
export type { AuditProblem } from './audit/verification/problem.ts';
export {
  verifyAudit,
  type AuditVerification,
  type VerifyAuditInput,
} from './audit/verification/verify.ts';
export type { Context, HintSender } from './context/context.ts';
export { createContext } from './context/create-context.ts';
export { createEnvironment, type CreateEnvironmentInput } from './environments/create.ts';
export { deleteEnvironment } from './environments/delete.ts';
export { updateEnvironment, type UpdateEnvironmentInput } from './environments/update.ts';
export { recordFeedback } from './feedback/record.ts';
export { archiveFlag } from './flags/archive.ts';
export { type Idempotency } from './idempotency/only-once.ts';
export { copyEnvironment, type CopyEnvironmentInput } from './flags/revisions/copy-environment.ts';
export { createFlag, type CreateFlagInput } from './flags/create.ts';
export { deleteFlag } from './flags/delete.ts';
export { disableEndedFlags } from './flags/disable-ended.ts';
export { restoreFlag } from './flags/restore.ts';
export { rollBackFlag } from './flags/roll-back.ts';
export { tagFlag, type TagFlagInput } from './flags/revisions/tag.ts';
export { toggleFlag } from './flags/toggle.ts';
export { updateFlag } from './flags/update.ts';
export { noHints } from './context/no-hints.ts';
export { createApiKey, type CreateApiKeyInput } from './keys/create.ts';
export { revokeApiKey } from './keys/revoke.ts';
export { rotateApiKey, type RotateApiKeyInput } from './keys/rotate.ts';
export { changeMemberRole, type ChangeMemberRoleInput } from './members/change-role.ts';
export { inviteMember, type InviteMemberInput } from './members/invite.ts';
export type { MemberReference } from './members/lock.ts';
export { removeMember } from './members/remove.ts';
export { revokeInvitation, type InvitationReference } from './members/revoke-invitation.ts';
export { createOrganization } from './organizations/create.ts';
export { createOwnOrganization } from './organizations/create-own.ts';
export { deleteOrganization, type DeleteOrganizationInput } from './organizations/delete.ts';
export { updateOrganization, type UpdateOrganizationInput } from './organizations/update.ts';
export { changePlan, type ChangePlanInput } from './plans/change-plan.ts';
export { raisePlanLevel, type RaisePlanLevelInput } from './plans/raise-level.ts';
export { createWebhook, type CreatedWebhook, type CreateWebhookInput } from './webhooks/create.ts';
export { deleteWebhook } from './webhooks/delete.ts';
export type { WebhookReference } from './webhooks/lock.ts';
export { rotateWebhookSecret } from './webhooks/rotate-secret.ts';
export { sendWebhookTest } from './webhooks/send-test.ts';
export { updateWebhook, type UpdateWebhookInput } from './webhooks/update.ts';
export type { WebhookContext } from './webhooks/webhook-context.ts';
export {
  recordBlockedEvaluation,
  type RecordBlockedEvaluationInput,
} from './plans/record-blocked-evaluation.ts';
export { deriveChanges } from './record/derive-changes.ts';
export { changeSegmentMembers, type ChangeSegmentMembersInput } from './segments/change-members.ts';
export { createSegment, type CreateSegmentInput } from './segments/create.ts';
export { deleteSegment } from './segments/delete.ts';
export {
  replaceSegmentMembers,
  type ReplaceSegmentMembersInput,
} from './segments/replace-members.ts';
export { updateSegment, type UpdateSegmentInput } from './segments/update.ts';
export {
  importApplication,
  type ImportApplicationInput,
} from './transfer/import/import-application.ts';
