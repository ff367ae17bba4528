/** What a member of an organization is allowed to do, from least to most. */
export const roles = ['VIEWER', 'DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'] as const;
export type Role = (typeof roles)[number];

/** Who acts: a member with their role, or Halyard itself (set-up, timers). */
export type Actor =
  | { kind: 'system' }
  | { kind: 'member'; userId: string; email: string; organizationId: string; role: Role };

/** A person who acts in the one organization they are logged in to. */
export type Member = Extract<Actor, { kind: 'member' }>;

/**
 * Each action with the least role that may do it; `null` is for the system alone. The verbs refuse
 * developers, beyond this, what protected environments depend on.
 */
const leastRole = {
  'organization:create': null,
  'organization:read': 'VIEWER',
  'organization:update': 'ADMIN',
  'organization:delete': 'OWNER',
  'application:create': 'ADMIN',
  'application:read': 'VIEWER',
  'application:update': 'ADMIN',
  'application:delete': 'ADMIN',
  'application:export': 'VIEWER',
  'application:import': 'RELEASE_MANAGER',
  'environment:create': 'ADMIN',
  'environment:read': 'VIEWER',
  'environment:update': 'ADMIN',
  'environment:delete': 'ADMIN',
  'key:create': 'ADMIN',
  'key:read': 'ADMIN',
  'key:rotate': 'ADMIN',
  'key:revoke': 'ADMIN',
  'member:read': 'VIEWER',
  'member:invite': 'ADMIN',
  'member:change_role': 'ADMIN',
  'member:remove': 'ADMIN',
  'flag:create': 'DEVELOPER',
  'flag:read': 'VIEWER',
  'flag:update': 'DEVELOPER',
  'flag:toggle': 'DEVELOPER',
  'flag:archive': 'RELEASE_MANAGER',
  'flag:restore': 'RELEASE_MANAGER',
  'flag:roll_back': 'RELEASE_MANAGER',
  'flag:delete': 'ADMIN',
  'flag:derive': null,
  'flag:disable_ended': null,
  'segment:create': 'DEVELOPER',
  'segment:read': 'VIEWER',
  'segment:update': 'DEVELOPER',
  'segment:delete': 'ADMIN',
  'plan:read': 'VIEWER',
  'plan:change': 'OWNER',
  'plan:meter': null,
  'telemetry:read': 'VIEWER',
  'telemetry:record': null,
  'usage:read': 'VIEWER',
  'webhook:create': 'ADMIN',
  'webhook:read': 'ADMIN',
  'webhook:update': 'ADMIN',
  'webhook:delete': 'ADMIN',
  'audit:read': 'VIEWER',
  'audit:verify': 'ADMIN',
  'activity:read': 'ADMIN',
  'person:forget': 'ADMIN',
} as const satisfies Record<string, Role | null>;

export type Action = keyof typeof leastRole;

/** Whether an actor may do something in an organization. Pure. */
export function can(actor: Actor, action: Action, organizationId: string | null): boolean {
  if (actor.kind === 'system') return true;
  const least: Role | null = leastRole[action];
  if (least === null || actor.organizationId !== organizationId) return false;
  return reaches(actor.role, least);
}

/** Whether somebody of one role may give another, or take it away: nobody but an owner makes owners. Pure. */
export function mayGrant(actorRole: Role, role: Role): boolean {
  return reaches(actorRole, role === 'OWNER' ? 'OWNER' : leastRole['member:change_role']);
}

const reaches = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);
