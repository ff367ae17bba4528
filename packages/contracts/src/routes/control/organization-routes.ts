import { OrganizationFields } from '../../inputs/organization-fields.ts';
import { PlanFields } from '../../inputs/plan-fields.ts';
import {
  DeleteOrganizationQuery,
  OrganizationDetails,
  OrganizationList,
} from '../../organizations/organization.ts';
import { PlanDetails, UsageReport } from '../../organizations/usage.ts';
import type { Route } from '../route.ts';
import { applicationRoutes } from './application-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

const maxBytes = 64 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const organizations = '/api/organizations';
const organization = `${organizations}/:org_id` as const;

/** Organizations, and what is in them but for flags and segments. */
export const organizationRoutes = [
  {
    ...common,
    method: 'GET',
    path: organizations,
    can: 'own',
    summary: 'Lists the organizations that whoever asks is a member of.',
    answers: { 200: OrganizationList },
  },
  {
    ...common,
    method: 'POST',
    path: organizations,
    can: 'own',
    summary: 'Makes an organization whose owner is whoever asks.',
    body: { schema: OrganizationFields, maxBytes },
    answers: { 201: OrganizationDetails },
  },
  {
    ...common,
    method: 'GET',
    path: organization,
    can: 'organization:read',
    summary: 'Gives the organization.',
    answers: { 200: OrganizationDetails },
  },
  {
    ...common,
    method: 'PATCH',
    path: organization,
    can: 'organization:update',
    summary: 'Renames the organization.',
    body: { schema: OrganizationFields, maxBytes },
    answers: { 200: OrganizationDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: organization,
    can: 'organization:delete',
    summary: 'Deletes the organization and everything in it, for good.',
    query: DeleteOrganizationQuery,
    answers: { 204: null },
  },
  {
    ...common,
    method: 'GET',
    path: `${organization}/usage`,
    can: 'usage:read',
    summary: "Gives this month's evaluations, and those of the months before.",
    answers: { 200: UsageReport },
  },
  {
    ...common,
    method: 'GET',
    path: `${organization}/plan`,
    can: 'plan:read',
    summary: 'Gives the plan.',
    answers: { 200: PlanDetails },
  },
  {
    ...common,
    method: 'PUT',
    path: `${organization}/plan`,
    can: 'plan:change',
    summary: 'Gives the organization another plan.',
    body: { schema: PlanFields, maxBytes },
    answers: { 200: PlanDetails },
  },
  ...applicationRoutes,
  ...memberRoutes,
  ...webhookRoutes,
] as const satisfies readonly Route[];
