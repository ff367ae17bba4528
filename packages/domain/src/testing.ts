import { createAuditSigner, generateAuditKey } from '@halyard/auth';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';

import type { Context } from './context/context.ts';
import { createContext } from './context/create-context.ts';
import { noHints } from './context/no-hints.ts';

export { addUsage, type UsageBatch } from './fixtures/add-usage.ts';
export { createPlaceVerbs } from './fixtures/create-place-verbs.ts';
export { createTelemetryBatch } from './fixtures/create-telemetry-batch.ts';
export { createOrganizationWithMembers, type MadeOrganization } from './fixtures/organization.ts';
export type { Shop } from './fixtures/shop.ts';

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
