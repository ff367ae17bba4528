import { noteFailedLogins, type AccountContext, type FailedLogin } from '@halyard/domain/accounts';
import type { Logger } from '@halyard/http';

/** Logins that failed, on their way to the audit. */
export interface FailedLogins {
  /** Nobody waits for it: an answer must not tell by its time whether there is such an account. */
  note(failure: FailedLogin): void;
  start(): void;
  /** Audits what is left. */
  close(): Promise<void>;
}

export interface FailedLoginsDeps {
  ctx: AccountContext;
  log: Pick<Logger, 'error'>;
}

/** An attack makes many, and each transaction costs evaluation in the same process. */
const flushEveryMs = 1_000;
const mostWaiting = 10_000;

/** Audits the failures of a second together; while the database is away so many of them wait. */
export function createFailedLogins({ ctx, log }: FailedLoginsDeps): FailedLogins {
  let waiting: FailedLogin[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const taken = waiting;
    waiting = [];
    try {
      await noteFailedLogins(ctx, taken);
    } catch (error) {
      log.error({ err: error, failures: taken.length }, 'failed logins wait for the audit');
      waiting = [...taken, ...waiting].slice(0, mostWaiting);
    }
  }

  return {
    note(failure) {
      if (waiting.length < mostWaiting) waiting.push(failure);
    },
    start() {
      timer = setInterval(() => {
        flushing ??= flush().finally(() => {
          flushing = undefined;
        });
      }, flushEveryMs);
    },
    async close() {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}
