import closeWithGrace from 'close-with-grace';

import type { Logger } from './logger.ts';

export interface ShutdownOptions {
  log: Logger;
  /** How long `close` may take before the process ends all the same. */
  graceMs: number;
  close: () => Promise<void>;
}

/**
 * Closes in order on SIGTERM, SIGINT, an uncaught error, or when the process that started this one
 * is gone; then ends the process.
 */
export function closeOnSignal({ log, graceMs, close }: ShutdownOptions): void {
  const { close: stop } = closeWithGrace(
    { delay: graceMs, logger: false },
    async ({ err, signal }) => {
      if (err) log.error({ err }, 'stopping after an error');
      else log.info({ signal }, 'stopping');
      await close();
      log.info('stopped');
    },
  );
  process.on('disconnect', stop);
}
