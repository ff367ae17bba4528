import type { TokenBearer } from '@halyard/auth';
import type { KeyRecord } from '@halyard/replica';

import type { Holder } from '../streams/holder.ts';
import type { Scope } from './scope.ts';

/** Who listens: what they may hear, and for how long. */
export interface Listener {
  readonly scope: Scope;
  readonly holder: Holder;
}

/** A key hears of what it resolves to, a member of their whole organization. */
export function toListener(caller: KeyRecord | TokenBearer): Listener {
  if (caller.kind === 'member') {
    const { organizationId, userId, expiresAtMs } = caller;
    return {
      scope: { kind: 'member', organizationId },
      holder: { name: `member ${userId}`, expiresAtMs },
    };
  }
  const { id, organizationId, applicationId, environment } = caller;
  return {
    scope: { kind: 'key', organizationId, applicationId, environment },
    holder: { name: `key ${id}`, keyId: id },
  };
}
