import fc from 'fast-check';
import { expect, test } from 'vitest';

import { totpUri } from './totp-uri.ts';

test('an authenticator finds issuer, account and secret in the URI, whatever they are', () => {
  const given = fc.record({
    secret: fc.stringMatching(/^[A-Z2-7]{32}$/),
    email: fc.emailAddress(),
    issuer: fc.string({ minLength: 1 }).filter((issuer) => issuer.trim() !== ''),
  });
  fc.assert(
    fc.property(given, ({ secret, email, issuer }) => {
      const { protocol, host, pathname, searchParams } = new URL(
        totpUri({ secret, email, issuer }),
      );
      expect([protocol, host]).toEqual(['otpauth:', 'totp']);
      expect(decodeURIComponent(pathname)).toBe(`/${issuer}:${email}`);
      expect(Object.fromEntries(searchParams)).toEqual({ secret, issuer });
    }),
  );
});
