import type { MemberDeps } from '../member-deps.ts';
import * as applications from './applications.ts';
import * as environments from './environments.ts';
import * as invitations from './invitations.ts';
import * as keys from './keys.ts';
import * as members from './members.ts';
import * as organizations from './organizations.ts';
import * as plan from './plan.ts';
import * as webhooks from './webhooks.ts';

/** The handlers of organizations' routes. */
export const createOrganizationHandlers = (deps: MemberDeps) => ({
  'GET /api/organizations': organizations.listOrganizations(deps),
  'POST /api/organizations': organizations.createOrganization(deps),
  'GET /api/organizations/:org_id': organizations.getOrganization(deps),
  'PATCH /api/organizations/:org_id': organizations.patchOrganization(deps),
  'DELETE /api/organizations/:org_id': organizations.removeOrganization(deps),
  'GET /api/organizations/:org_id/usage': plan.getUsage(deps),
  'GET /api/organizations/:org_id/plan': plan.getPlan(deps),
  'PUT /api/organizations/:org_id/plan': plan.putPlan(deps),
  ...createApplicationHandlers(deps),
  'GET /api/organizations/:org_id/members': members.listMembers(deps),
  'PATCH /api/organizations/:org_id/members/:user_id': members.patchMember(deps),
  'DELETE /api/organizations/:org_id/members/:user_id': members.removeMember(deps),
  'GET /api/organizations/:org_id/webhooks': webhooks.listWebhooks(deps),
  'POST /api/organizations/:org_id/webhooks': webhooks.createWebhook(deps),
  'GET /api/organizations/:org_id/webhooks/:webhook_id': webhooks.getWebhook(deps),
  'PATCH /api/organizations/:org_id/webhooks/:webhook_id': webhooks.patchWebhook(deps),
  'DELETE /api/organizations/:org_id/webhooks/:webhook_id': webhooks.removeWebhook(deps),
  'POST /api/organizations/:org_id/webhooks/:webhook_id/rotate-secret':
    webhooks.rotateWebhookSecret(deps),
  'POST /api/organizations/:org_id/webhooks/:webhook_id/test': webhooks.testWebhook(deps),
  'GET /api/organizations/:org_id/invitations': invitations.listInvitations(deps),
  'POST /api/organizations/:org_id/invitations': invitations.createInvitation(deps),
  'DELETE /api/organizations/:org_id/invitations/:invitation_id':
    invitations.removeInvitation(deps),
});

const all = '/api/organizations/:org_id/applications';
const one = `${all}/:app_id` as const;

const createApplicationHandlers = (deps: MemberDeps) => ({
  [`GET ${all}` as const]: applications.listApplications(deps),
  [`POST ${all}` as const]: applications.createApplication(deps),
  [`GET ${one}` as const]: applications.getApplication(deps),
  [`PATCH ${one}` as const]: applications.patchApplication(deps),
  [`DELETE ${one}` as const]: applications.removeApplication(deps),
  [`GET ${one}/environments` as const]: environments.listEnvironments(deps),
  [`POST ${one}/environments` as const]: environments.createEnvironment(deps),
  [`GET ${one}/environments/:name` as const]: environments.getEnvironment(deps),
  [`PATCH ${one}/environments/:name` as const]: environments.patchEnvironment(deps),
  [`DELETE ${one}/environments/:name` as const]: environments.removeEnvironment(deps),
  [`GET ${one}/environments/:name/deletion` as const]:
    environments.previewEnvironmentDeletion(deps),
  [`GET ${one}/keys` as const]: keys.listKeys(deps),
  [`POST ${one}/keys` as const]: keys.createKey(deps),
  [`POST ${one}/keys/:key_id/rotate` as const]: keys.rotateKey(deps),
  [`DELETE ${one}/keys/:key_id` as const]: keys.revokeKey(deps),
});
