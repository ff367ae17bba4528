import { createAuditSigner, generateAuditKey } from '@halyard/auth';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';

import type { Context } from './context.ts';
import { createContext } from './create-context.ts';
import { noHints } from './no-hints.ts';

/** A context for tests: the system acts, nobody is told. */
export const createTestContext = (database: Database): Context =>
  createContext({
    database,
    actor: { kind: 'system' },
    client: {},
    hints: noHints,
    auditSigner: createAuditSigner(generateAuditKey()),
    regex,
  });
