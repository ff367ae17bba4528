import type { Actor, AuditSigner } from '@halyard/auth';
import type { Hint } from '@halyard/contracts';
import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

/** What every verb is given; nothing it needs comes from anywhere else. */
export interface Context {
  database: Database;
  /** Who acts. */
  actor: Actor;
  /** Where they act from, as far as it is known. */
  client: { ipAddress?: string; userAgent?: string };
  now: () => Date;
  /** A new UUID, version 7. */
  newId: () => string;
  /** Tells nodes of what was written. */
  hints: HintSender;
  auditSigner: AuditSigner;
  /** Runs the patterns of `matches`. */
  regex: RegexEngine;
  /** Whether each transaction is undone at its end: verbs say what they would do, and do nothing. */
  isRehearsal: boolean;
}

/** How nodes are told that a log has grown. Nothing depends on its success: nodes compare heads. */
export interface HintSender {
  /** What to run inside the transaction, to be delivered at its commit; nothing where `send` does it. */
  statementFor(hint: Hint): { text: string; values: readonly unknown[] } | undefined;
  /** Called after the commit. Never rejects. */
  send(hint: Hint): Promise<void>;
}
