import { createHash } from 'node:crypto';

import { checkDepth, invalidInput } from '@halyard/contracts';
import type { Idempotency } from '@halyard/domain';
import { pathOf, type MemberRequest } from '@halyard/http';

const form = /^[\x21-\x7e]{1,128}$/;

/** What the header `Idempotency-Key` of a request says, if it has one. */
export function idempotencyOf({ req, body }: MemberRequest): { idempotency?: Idempotency } {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return {};
  if (typeof key !== 'string' || !form.test(key)) {
    const expected = '1 to 128 characters of ASCII, without blanks';
    throw invalidInput([{ field: 'Idempotency-Key', expected }]);
  }
  checkDepth(body);
  const request = JSON.stringify([req.method, pathOf(req), body]);
  const fingerprint = new Uint8Array(createHash('sha256').update(request).digest());
  return { idempotency: { key, fingerprint } };
}
