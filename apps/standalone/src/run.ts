import { createDatabase } from '@halyard/database';
import closeWithGrace from 'close-with-grace';

import { announce } from './announce.ts';
import { readStandaloneConfig, type StandaloneConfig } from './config.ts';
import { migrateDatabase, startDatabase } from './database.ts';
import { ensureDemo, type DemoKeys } from './demo.ts';
import { openInstallation, type Installation } from './installation.ts';
import { createServices } from './services.ts';

const graceMs = 60_000;

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
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  let isStopping = false;
  closeWithGrace({ delay: graceMs, logger: false }, async ({ err }) => {
    isStopping = true;
    if (err) console.error(err);
    onProgress('Stopping');
    await closeAll();
    onProgress('Stopped');
  });

  try {
    await start(installation, config, closers, onProgress);
  } catch (error) {
    // Interrupted while it started: what failed, failed because of that.
    if (isStopping) return;
    await closeAll();
    throw error;
  }
}

async function start(
  installation: Installation,
  config: StandaloneConfig,
  closers: (() => Promise<void>)[],
  onProgress: RunOptions['onProgress'],
): Promise<void> {
  const database = await startDatabase(installation, config.DATABASE_URL, onProgress);
  closers.push(database.stop);
  const demoKeys = await prepareData(installation, database.url, onProgress);
  const { serve, work } = await createServices({
    installation,
    config,
    databaseUrl: database.url,
    onProgress,
  });
  // Stopped the other way round: `serve` hands its last jobs to `work`.
  closers.push(work.stop, serve.stop);
  const [served] = await Promise.all([serve.start(), work.start()]);
  onProgress('Ready');
  console.log(announce({ host: config.HOST, served, logs: installation.logs, demoKeys }));
}

/** Brings the tables up to date and makes the demo data on the first start. */
async function prepareData(
  installation: Installation,
  url: string,
  onProgress: RunOptions['onProgress'],
): Promise<DemoKeys | undefined> {
  const applied = await migrateDatabase(installation, url);
  if (applied.length > 0) onProgress(`Applied migrations: ${applied.join(', ')}`);
  const database = createDatabase({ url, maxConnections: 1 });
  try {
    return await ensureDemo(database, installation.demoKeys);
  } finally {
    await database.$disconnect();
  }
}
