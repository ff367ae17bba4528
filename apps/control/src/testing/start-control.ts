import { randomBytes } from 'node:crypto';

import { createAuditSigner, generateAuditKey } from '@halyard/auth';
import { controlRoutes } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import { regex } from '@halyard/core/re2js';
import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { noHints } from '@halyard/domain';
import { createClientAddress, createExpressApp, createLogger, listen } from '@halyard/http';
import { inject } from 'vitest';

import { createControl, type ControlOptions } from '../control.ts';
import { createMailbox } from './mailbox.ts';

/** A control plane of the test's own: its database, its address, its mailbox. */
export async function startControl(given: Partial<ControlOptions> = {}) {
  const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
  const database = createDatabase({ url: databaseUrl, maxConnections: 5 });
  const log = createLogger('test', 'silent');
  const mailbox = createMailbox();
  const options: ControlOptions = {
    database,
    hints: noHints,
    auditSigner: createAuditSigner(generateAuditKey()),
    regex,
    installationKey: randomBytes(32),
    counters: createMemoryCounters({ now: Date.now }),
    mail: mailbox.mail,
    clientAddress: createClientAddress('1'),
    allowsSignup: false,
    allowedOrigins: [],
    log,
    ...given,
  };
  const nodes: { close(): Promise<void> }[] = [];

  /** One more node of the same installation. */
  async function startNode(more: Partial<ControlOptions> = {}): Promise<string> {
    const control = createControl({ ...options, ...more });
    await control.start();
    const app = createExpressApp({ routes: controlRoutes, dispatches: [control.dispatch], log });
    const server = await listen(app, { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 });
    nodes.push(server, control);
    return `http://127.0.0.1:${server.port}`;
  }

  return {
    url: await startNode(),
    startNode,
    database,
    mailbox,
    options,
    async close() {
      for (const node of nodes) await node.close();
      await database.$disconnect();
      await drop();
    },
  };
}
