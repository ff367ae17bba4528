import type { Member, VerifyAuditSignature } from '@halyard/auth';
import type { Database } from '@halyard/database';
import { verifyAudit, type AuditVerification } from '@halyard/domain';

export interface VerificationsDeps {
  database: Database;
  verifySignature: VerifyAuditSignature;
}

/** Proofs of organizations' audits, which take a while where much was done. */
export interface Verifications {
  /** Of the organization that whoever asks acts in; who asks meanwhile is given the same. */
  verify(by: Member): Promise<AuditVerification>;
  /** Ends those under way. */
  close(): Promise<void>;
}

export function createVerifications({
  database,
  verifySignature,
}: VerificationsDeps): Verifications {
  const stop = new AbortController();
  const running = new Map<string, Promise<AuditVerification>>();

  function begin(by: Member): Promise<AuditVerification> {
    const { organizationId } = by;
    const verification = verifyAudit(
      { database, actor: by },
      { organizationId, verifySignature, signal: stop.signal },
    ).finally(() => running.delete(organizationId));
    running.set(organizationId, verification);
    return verification;
  }

  return {
    verify: (by) => running.get(by.organizationId) ?? begin(by),
    async close() {
      stop.abort();
      await Promise.allSettled(running.values());
    },
  };
}
