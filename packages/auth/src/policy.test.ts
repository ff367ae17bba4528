import { describe, expect, test } from 'vitest';

import { can, roles, type Action, type Role } from './policy.ts';

const organizationId = 'o1';

const matrix: Record<Action, readonly Role[]> = {
  'organization:create': [],
  'application:create': ['ADMIN', 'OWNER'],
  'key:create': ['ADMIN', 'OWNER'],
  'flag:create': ['DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'],
};

describe.each(Object.entries(matrix) as [Action, readonly Role[]][])('%s', (action, allowed) => {
  test.each(roles)('as %s', (role) => {
    const member = { kind: 'member', userId: 'u', organizationId, role } as const;
    expect(can(member, action, organizationId)).toBe(allowed.includes(role));
    expect(can(member, action, 'another'), 'in another organization').toBe(false);
    expect(can(member, action, null), 'in none').toBe(false);
  });

  test('as the system', () => {
    expect(can({ kind: 'system' }, action, organizationId)).toBe(true);
  });
});
