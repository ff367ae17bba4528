import { createAuditSigner } from '@halyard/auth';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';
import { createContext, type Context, type HintSender } from '@halyard/domain';

/** The context of what Halyard does by itself. */
export const createSystemContext = (given: {
  database: Database;
  /** PEM of the key that signs the audit's checkpoints. */
  auditKey: string;
  hints: HintSender;
}): Context =>
  createContext({
    database: given.database,
    actor: { kind: 'system' },
    client: {},
    hints: given.hints,
    auditSigner: createAuditSigner(given.auditKey),
    regex,
  });
