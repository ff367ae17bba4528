import { expect, test } from 'vitest';

import { hashIdentifier } from './hash-identifier.ts';

const secret = 's'.repeat(64);
const organization = '0197a000-0000-7000-8000-000000000001';

test('a user has one hash, and another for each organization and secret', () => {
  const hash = hashIdentifier(secret, organization, 'user-123');
  expect(hash).toMatch(/^[\da-f]{16}$/);
  expect(hashIdentifier(secret, organization, 'user-123')).toBe(hash);
  const others = [
    hashIdentifier(secret, organization, 'user-124'),
    hashIdentifier(secret, organization.replace('1', '2'), 'user-123'),
    hashIdentifier('t'.repeat(64), organization, 'user-123'),
  ];
  expect(others).not.toContain(hash);
});
