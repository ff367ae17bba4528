import { describe, expect, test } from 'vitest';

import { can, mayGrant, roles, type Action, type Role } from './policy.ts';

const organizationId = 'o1';

const administrators: readonly Role[] = ['ADMIN', 'OWNER'];
const releasers: readonly Role[] = ['RELEASE_MANAGER', 'ADMIN', 'OWNER'];
const developers: readonly Role[] = ['DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'];

const matrix: Record<Action, readonly Role[]> = {
  'organization:create': [],
  'organization:read': roles,
  'organization:update': administrators,
  'organization:delete': ['OWNER'],
  'application:create': administrators,
  'application:read': roles,
  'application:update': administrators,
  'application:delete': administrators,
  'application:export': roles,
  'application:import': releasers,
  'environment:create': administrators,
  'environment:read': roles,
  'environment:update': administrators,
  'environment:delete': administrators,
  'key:create': administrators,
  'key:read': administrators,
  'key:rotate': administrators,
  'key:revoke': administrators,
  'member:read': roles,
  'member:invite': administrators,
  'member:change_role': administrators,
  'member:remove': administrators,
  'flag:create': developers,
  'flag:read': roles,
  'flag:update': developers,
  'flag:toggle': developers,
  'flag:archive': releasers,
  'flag:restore': releasers,
  'flag:roll_back': releasers,
  'flag:delete': administrators,
  'flag:derive': [],
  'flag:disable_ended': [],
  'segment:create': developers,
  'segment:read': roles,
  'segment:update': developers,
  'segment:delete': administrators,
  'plan:read': roles,
  'plan:change': ['OWNER'],
  'plan:meter': [],
  'telemetry:read': roles,
  'telemetry:record': [],
  'usage:read': roles,
  'webhook:create': administrators,
  'webhook:read': administrators,
  'webhook:update': administrators,
  'webhook:delete': administrators,
  'audit:read': roles,
  'audit:verify': administrators,
  'activity:read': administrators,
  'person:forget': administrators,
};

describe.each(Object.entries(matrix) as [Action, readonly Role[]][])('%s', (action, allowed) => {
  test.each(roles)('as %s', (role) => {
    const member = {
      kind: 'member',
      userId: 'u',
      email: 'u@example.com',
      organizationId,
      role,
    } as const;
    expect(can(member, action, organizationId)).toBe(allowed.includes(role));
    expect(can(member, action, 'another'), 'in another organization').toBe(false);
    expect(can(member, action, null), 'in none').toBe(false);
  });

  test('as the system', () => {
    expect(can({ kind: 'system' }, action, organizationId)).toBe(true);
  });
});

const grantable: Record<Role, readonly Role[]> = {
  VIEWER: [],
  DEVELOPER: [],
  RELEASE_MANAGER: [],
  ADMIN: ['VIEWER', 'DEVELOPER', 'RELEASE_MANAGER', 'ADMIN'],
  OWNER: roles,
};

describe.each(roles)('granting and taking, as %s', (actorRole) => {
  test.each(roles)('the role %s', (role) => {
    expect(mayGrant(actorRole, role)).toBe(grantable[actorRole].includes(role));
  });
});
