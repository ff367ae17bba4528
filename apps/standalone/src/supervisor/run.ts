import { generateAuditKey, generateEvaluationSecrets } from '@halyard/auth';
import { createDatabase } from '@halyard/database';
import { noHints } from '@halyard/domain';

import { readStandaloneConfig, type StandaloneConfig } from '../config.ts';
import { ensureDemo } from '../demo/ensure-demo.ts';
import { ensureSetUpLink } from '../demo/ensure-set-up-link.ts';
import type { DemoKeys } from '../demo/keys.ts';
import { createSystemContext } from '../process/system-context.ts';
import { ensureSecret, generateInstallationKey, generateOperatorPassword } from '../secret.ts';
import { noteServers } from '../worker/started-with.ts';
import { announce } from './announce.ts';
import { migrateDatabase, startDatabase, type RunningDatabase } from './database.ts';
import { openInstallation, type Installation } from './installation.ts';
import { checkRedis } from './redis.ts';
import { runUntilSignal, type Running } from './run-until-signal.ts';
import { createServices } from './services.ts';

interface RunOptions {
  /** The checkout. */
  root: string;
  /** Prints one line of progress. */
  onProgress: (message: string) => void;
}

/** Runs the small size: PostgreSQL, `serve` and `work`, until a signal stops them in order. */
export async function run({ root, onProgress }: RunOptions): Promise<void> {
  const config = readStandaloneConfig();
  const installation = await openInstallation(root);
  await runUntilSignal({
    onProgress,
    start: (running) => start({ installation, config, onProgress, ...running }),
  });
}

interface StartOptions extends Running {
  installation: Installation;
  config: StandaloneConfig;
  onProgress: RunOptions['onProgress'];
}

async function start(options: StartOptions): Promise<void> {
  const { installation, config, closers, onProgress, stopping } = options;
  await checkRedis(config, onProgress);
  await noteServers(installation, config);
  await ensureSecret(installation.key, generateInstallationKey);
  await ensureSecret(installation.evaluationSecrets, generateEvaluationSecrets);
  await ensureSecret(installation.operatorPassword, generateOperatorPassword);
  const database = await startDatabase(installation, config.DATABASE_URL, onProgress);
  closers.add(database.stop);
  stopping.throwIfAborted();
  const { demoKeys, setUpToken } = await prepareData(installation, database, onProgress);
  stopping.throwIfAborted();
  const { serve, work } = await createServices({
    installation,
    config,
    databaseUrl: database.url,
    onProgress,
  });
  stopping.throwIfAborted();
  // Closed the other way round: `serve` hands its last jobs to `work`.
  closers.add(work.stop);
  closers.add(serve.stop);
  const [served, worked] = await Promise.all([serve.start(), work.start()]);
  onProgress('Ready');
  const { HOST: host, PUBLIC_URL: publicUrl } = config;
  const { logs, operatorPassword } = installation;
  const files = { logs, operatorPassword };
  console.log(announce({ host, publicUrl, served, worked, ...files, demoKeys, setUpToken }));
}

interface PreparedData {
  demoKeys: DemoKeys | undefined;
  /** Of the link by which the first user is made; nothing once there is one. */
  setUpToken: string | undefined;
}

/** Brings the tables up to date and makes the demo data on the first start. */
async function prepareData(
  installation: Installation,
  running: RunningDatabase,
  onProgress: RunOptions['onProgress'],
): Promise<PreparedData> {
  const applied = await migrateDatabase(installation, running);
  if (applied.length > 0) onProgress(`Applied migrations: ${applied.join(', ')}`);
  const database = createDatabase({ url: running.url, maxConnections: 1 });
  try {
    const ctx = createSystemContext({
      database,
      auditKey: await ensureSecret(installation.auditKey, generateAuditKey),
      hints: noHints,
    });
    const demoKeys = await ensureDemo(ctx, installation.demoKeys);
    return { demoKeys, setUpToken: await ensureSetUpLink(ctx) };
  } finally {
    await database.$disconnect();
  }
}
