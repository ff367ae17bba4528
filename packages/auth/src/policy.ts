/** What a member of an organization is allowed to do, from least to most. */
export const roles = ['VIEWER', 'DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'] as const;
export type Role = (typeof roles)[number];

/** Who acts: a member with their role, or Halyard itself (set-up, timers). */
export type Actor =
  | { kind: 'system' }
  | { kind: 'member'; userId: string; email: string; organizationId: string; role: Role };

/** A person who acts in the one organization they are logged in to. */
export type Member = Extract<Actor, { kind: 'member' }>;

/** Each action with the least role that may do it; `null` is for the system alone. */
const leastRole = {
  'organization:create': null,
  'application:create': 'ADMIN',
  'environment:create': 'ADMIN',
  'environment:update': 'ADMIN',
  'environment:delete': 'ADMIN',
  'key:create': 'ADMIN',
  'key:rotate': 'ADMIN',
  'key:revoke': 'ADMIN',
  'flag:create': 'DEVELOPER',
  'flag:update': 'RELEASE_MANAGER',
  'flag:toggle': 'RELEASE_MANAGER',
  'flag:archive': 'RELEASE_MANAGER',
  'flag:restore': 'RELEASE_MANAGER',
  'flag:roll_back': 'RELEASE_MANAGER',
  'flag:delete': 'ADMIN',
  'flag:derive': null,
  'segment:create': 'DEVELOPER',
  'segment:update': 'RELEASE_MANAGER',
  'segment:delete': 'ADMIN',
  'plan:change': 'OWNER',
  'plan:meter': null,
  'audit:verify': 'ADMIN',
  'person:forget': 'ADMIN',
} as const satisfies Record<string, Role | null>;

export type Action = keyof typeof leastRole;

/** Whether an actor may do something in an organization. Pure. */
export function can(actor: Actor, action: Action, organizationId: string | null): boolean {
  if (actor.kind === 'system') return true;
  const least: Role | null = leastRole[action];
  if (least === null || actor.organizationId !== organizationId) return false;
  return roles.indexOf(actor.role) >= roles.indexOf(least);
}
