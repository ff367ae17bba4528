import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { createSealer } from '@halyard/auth';
import { createDatabase } from '@halyard/database';
import { createOperationsApp, listen } from '@halyard/http';
import { createMailer } from '@halyard/mail';
import { createSealedBases } from '@halyard/replica';
import { buildWorker, createPost } from '@halyard/worker';

import { chooseCoordination } from './process/choosing/choose-coordination.ts';
import { chooseQueues } from './process/choosing/choose-queues.ts';
import { runProcess } from './process/run-process.ts';
import { createSystemContext } from './process/system-context.ts';
import { yieldToOthers } from './process/yield-to-others.ts';
import { readInstallationKey, readOperatorPassword } from './secret.ts';

const graceMs = 10_000;
/** The build puts it beside the bundle. */
const uiFolder = fileURLToPath(new URL('queue-board', import.meta.url));

// Jobs can wait, evaluations on the same machine cannot.
yieldToOthers();
await runProcess('work', async (context) => {
  const { config, log, metrics, closers } = context;
  const { DATABASE_URL: url, HOST: host } = config;
  let isWorking = false;
  const queues = chooseQueues(context, { maxConnections: 20 });
  closers.add(queues.close);
  const board = await queues.createBoard({ path: '/queues', uiFolder });
  const operations = await listen(
    createOperationsApp({
      metrics,
      checks: { consumers: () => (isWorking ? undefined : 'starting') },
      guarded: {
        password: await readOperatorPassword(config.OPERATOR_PASSWORD_FILE),
        routes: { '/queues': board },
        log,
      },
    }),
    { host, port: config.OPERATIONS_PORT, attempts: config.OPERATIONS_PORT_ATTEMPTS, graceMs },
  );
  closers.add(operations.close);
  const database = createDatabase({ url, maxConnections: 10 });
  closers.add(() => database.$disconnect());
  const coordination = chooseCoordination(context);
  closers.add(coordination.close);
  const { bases, leases } = coordination;
  const key = await readInstallationKey(config.INSTALLATION_KEY_FILE);
  const basesPlace = bases && { bases: createSealedBases({ bases, key }), leases };
  const ctx = createSystemContext({
    database,
    auditKey: await readFile(config.AUDIT_KEY_FILE, 'utf8'),
    hints: coordination.hints,
  });
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  closers.add(mailer.close);
  const telling = {
    mailer,
    webhookSealer: createSealer(key, 'webhooks'),
    post: createPost({ allowsPrivate: config.ALLOW_PRIVATE_WEBHOOKS }),
  };
  const worker = buildWorker({ database, queues, basesPlace, telling, ctx, metrics, log });
  closers.add(worker.close);
  await worker.start();
  isWorking = true;
  return { operationsPort: operations.port };
});
