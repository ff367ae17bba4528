import type { Member } from '@halyard/auth';
import { organizationRoutes } from '@halyard/contracts';
import type { RouteHandlers } from '@halyard/http';

import * as applications from './applications.ts';
import * as environments from './environments.ts';
import { guard } from './handling/guard.ts';
import type { MemberHandler, OrganizationDeps } from './handling/organization-deps.ts';
import * as invitations from './invitations.ts';
import * as keys from './keys.ts';
import * as members from './members.ts';
import * as organizations from './organizations.ts';
import * as plan from './plan.ts';

type OrganizationHandlers = RouteHandlers<(typeof organizationRoutes)[number], Member>;

/** The handlers of `organizationRoutes`, each behind what its route says of scope and role. */
export function createOrganizationHandlers(deps: OrganizationDeps): OrganizationHandlers {
  const bare: Readonly<Record<string, MemberHandler>> = createHandlers(deps);
  const guarded = organizationRoutes.map((route) => {
    const name = `${route.method} ${route.path}`;
    return [name, guard(route, bare[name]!)] as const;
  });
  return Object.fromEntries(guarded) as OrganizationHandlers;
}

const createHandlers = (deps: OrganizationDeps): OrganizationHandlers => ({
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
  'GET /api/organizations/:org_id/invitations': invitations.listInvitations(deps),
  'POST /api/organizations/:org_id/invitations': invitations.createInvitation(deps),
  'DELETE /api/organizations/:org_id/invitations/:invitation_id':
    invitations.removeInvitation(deps),
});

const all = '/api/organizations/:org_id/applications';
const one = `${all}/:app_id` as const;

const createApplicationHandlers = (deps: OrganizationDeps) => ({
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
