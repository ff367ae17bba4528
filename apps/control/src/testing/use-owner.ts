import { afterEach, beforeEach } from 'vitest';

import { createBrowser, type Browser } from './browser.ts';
import { registerOwner, type Person } from './people.ts';
import { startControl } from './start-control.ts';

interface Site {
  control: Awaited<ReturnType<typeof startControl>>;
  /** The control plane's clock: Unix time, milliseconds. */
  nowMs: number;
  owner: Person;
  /** Logged in as the owner. */
  browser: Browser;
}

/** A control plane of its own for every test of a file, with its first user logged in. */
export function useOwner(): Site {
  const site = {} as Site;
  beforeEach(async () => {
    site.nowMs = Date.now();
    site.control = await startControl({ now: () => site.nowMs });
    site.browser = createBrowser(site.control.url);
    site.owner = await registerOwner(site.browser, site.nowMs);
  });
  afterEach(() => site.control.close());
  return site;
}
