import type { Checkout } from './checkout/checkout.ts';
import { runNpm, waitForEnd, waitForOutput, type Npm, type NpmOptions } from './npm.ts';
import { waitUntilNothingRuns } from './processes.ts';

// A first start may have to fetch every package.
const firstStartMs = 170_000;

/** A started Halyard and what it announced. */
export interface Installation {
  npm: Npm;
  url: string;
  sdkKey: string;
  serverKey: string;
  /** The command it offers for trying an evaluation. */
  curl: string;
}

/** Runs `npm start` until Halyard says that it runs. */
export async function start(checkout: Checkout, options?: NpmOptions): Promise<Installation> {
  const npm = runNpm(checkout, ['start'], options);
  await waitUntilAnnounced(npm);
  return readAnnouncement(npm);
}

export const waitUntilAnnounced = async (npm: Npm): Promise<void> => {
  await waitForOutput(npm, /^ *Stop +Ctrl-C$/m, firstStartMs);
};

export function readAnnouncement(npm: Npm): Installation {
  const find = (pattern: RegExp) => pattern.exec(npm.output())?.[1] ?? '';
  return {
    npm,
    url: find(/^ *Halyard runs at +(\S+)$/m),
    sdkKey: find(/^ *SDK key +(\S+)$/m),
    serverKey: find(/^ *Server key +(\S+)$/m),
    curl: find(/^ *(curl .*)$/m),
  };
}

/** Ends it as a service manager would and waits until all of it is gone. */
export async function stop(checkout: Checkout, { npm }: Installation): Promise<void> {
  npm.signal('SIGTERM');
  await waitForEnd(npm);
  await waitUntilNothingRuns(checkout);
}
