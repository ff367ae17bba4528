import { ApplicationFields } from '../../inputs/application-fields.ts';
import { ApplicationDetails, ApplicationList } from '../../organizations/applications.ts';
import {
  CreateEnvironmentRequest,
  EnvironmentDeletion,
  EnvironmentDetails,
  EnvironmentList,
  UpdateEnvironmentRequest,
} from '../../organizations/environments.ts';
import {
  ApiKeyList,
  CreateApiKeyRequest,
  NewApiKey,
  RotateApiKeyRequest,
} from '../../organizations/keys.ts';
import type { Route } from '../route.ts';

const maxBytes = 64 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const applications = '/api/organizations/:org_id/applications';
const application = `${applications}/:app_id` as const;
const environments = `${application}/environments` as const;
const environment = `${environments}/:name` as const;
const keys = `${application}/keys` as const;
const key = `${keys}/:key_id` as const;

/** An organization's applications, with their environments and keys. */
export const applicationRoutes = [
  {
    ...common,
    method: 'GET',
    path: applications,
    can: 'application:read',
    summary: 'Lists the applications, by name.',
    answers: { 200: ApplicationList },
  },
  {
    ...common,
    method: 'POST',
    path: applications,
    can: 'application:create',
    summary: 'Makes an application, with its first environments.',
    body: { schema: ApplicationFields, maxBytes },
    answers: { 201: ApplicationDetails },
  },
  {
    ...common,
    method: 'GET',
    path: application,
    can: 'application:read',
    summary: 'Gives an application.',
    answers: { 200: ApplicationDetails },
  },
  {
    ...common,
    method: 'PATCH',
    path: application,
    can: 'application:update',
    summary: 'Renames an application.',
    body: { schema: ApplicationFields, maxBytes },
    answers: { 200: ApplicationDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: application,
    can: 'application:delete',
    summary: 'Deletes an application with its flags and keys, for good.',
    answers: { 204: null },
  },
  {
    ...common,
    method: 'GET',
    path: environments,
    can: 'environment:read',
    summary: "Lists an application's environments, by name.",
    answers: { 200: EnvironmentList },
  },
  {
    ...common,
    method: 'POST',
    path: environments,
    can: 'environment:create',
    summary: 'Adds an environment to an application.',
    body: { schema: CreateEnvironmentRequest, maxBytes },
    answers: { 201: EnvironmentDetails },
  },
  {
    ...common,
    method: 'GET',
    path: environment,
    can: 'environment:read',
    summary: 'Gives an environment.',
    answers: { 200: EnvironmentDetails },
  },
  {
    ...common,
    method: 'PATCH',
    path: environment,
    can: 'environment:update',
    summary:
      'Changes whether an environment is protected, and whether flags get Smart Insights in it.',
    body: { schema: UpdateEnvironmentRequest, maxBytes },
    answers: { 200: EnvironmentDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: environment,
    can: 'environment:delete',
    summary: "Deletes an environment, and what the application's flags say of it.",
    answers: { 204: null },
  },
  {
    ...common,
    method: 'GET',
    path: `${environment}/deletion`,
    can: 'environment:delete',
    summary: 'Says what deleting an environment would do.',
    answers: { 200: EnvironmentDeletion },
  },
  {
    ...common,
    method: 'GET',
    path: keys,
    can: 'key:read',
    summary: "Lists an application's keys, the latest first, without the keys themselves.",
    answers: { 200: ApiKeyList },
  },
  {
    ...common,
    method: 'POST',
    path: keys,
    can: 'key:create',
    summary: 'Makes a key, which can be seen this once.',
    body: { schema: CreateApiKeyRequest, maxBytes },
    answers: { 201: NewApiKey },
  },
  {
    ...common,
    method: 'POST',
    path: `${key}/rotate`,
    can: 'key:rotate',
    summary: "Makes a key in an old one's place, which holds a while longer.",
    body: { schema: RotateApiKeyRequest, maxBytes },
    answers: { 201: NewApiKey },
  },
  {
    ...common,
    method: 'DELETE',
    path: key,
    can: 'key:revoke',
    summary: 'Revokes a key, for good.',
    answers: { 204: null },
  },
] as const satisfies readonly Route[];
