export { listApplications, readApplication } from './read/applications.ts';
export { readEnvironmentDeletion } from './read/environment-deletion.ts';
export { listEnvironments, readEnvironment } from './read/environments.ts';
export { listInvitations, readInvitation } from './read/invitations.ts';
export { listApiKeys, readApiKey } from './read/keys.ts';
export { listMembers, readMember } from './read/members.ts';
export { listOrganizations, readOrganization } from './read/organizations.ts';
export { readPlan } from './read/plan.ts';
export { readUsage } from './read/usage.ts';
