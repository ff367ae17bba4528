import {
  createClosers,
  createLogger,
  createMetrics,
  stopOnSignal,
  type Closers,
  type Logger,
  type Registry,
} from '@halyard/http';

import { readProcessConfig, type ProcessConfig } from '../config.ts';
import type { ProcessMessage, ReadyMessage } from './messages.ts';

const graceMs = 20_000;

export interface ProcessContext {
  config: ProcessConfig;
  log: Logger;
  metrics: Registry;
  /** What is opened is added here; it is closed last first. */
  closers: Closers;
}

/** Runs one of the supervisor's processes: starts it, says that it is ready, stops it on a signal. */
export async function runProcess(
  name: string,
  start: (context: ProcessContext) => Promise<Omit<ReadyMessage, 'type'>>,
): Promise<void> {
  const config = readProcessConfig();
  const log = createLogger(name, config.LOG_LEVEL);
  const closers = createClosers();
  const stopping = stopOnSignal({
    graceMs,
    onError: (error) => log.error({ err: error }, 'stopping after an error'),
    async stop() {
      log.info('stopping');
      await closers.closeAll();
      log.info('stopped');
    },
  });
  try {
    const ready = await start({ config, log, metrics: createMetrics(name), closers });
    log.info(ready, 'ready');
    await tell({ type: 'ready', ...ready });
  } catch (error) {
    if (stopping.hasBegun()) return;
    log.error({ err: error }, 'could not start');
    await tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    await closers.closeAll();
    process.exit(1);
  }
}

/** Resolves when the message is out, or when there is nobody to tell. */
const tell = (message: ProcessMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });
