import { describe, expect, test } from 'vitest';

import { can, roles, type Action, type Role } from './policy.ts';

const organizationId = 'o1';

const administrators: readonly Role[] = ['ADMIN', 'OWNER'];
const releasers: readonly Role[] = ['RELEASE_MANAGER', 'ADMIN', 'OWNER'];
const developers: readonly Role[] = ['DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'];

const matrix: Record<Action, readonly Role[]> = {
  'organization:create': [],
  'application:create': administrators,
  'environment:create': administrators,
  'environment:update': administrators,
  'environment:delete': administrators,
  'key:create': administrators,
  'key:rotate': administrators,
  'key:revoke': administrators,
  'flag:create': developers,
  'flag:update': releasers,
  'flag:toggle': releasers,
  'flag:archive': releasers,
  'flag:restore': releasers,
  'flag:roll_back': releasers,
  'flag:delete': administrators,
  'flag:derive': [],
  'segment:create': developers,
  'segment:update': releasers,
  'segment:delete': administrators,
  'plan:change': ['OWNER'],
  'plan:meter': [],
  'audit:verify': administrators,
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
