import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, afterEach, beforeAll } from 'vitest';

import type { Account } from '../account.ts';
import { endProcesses } from '../processes.ts';
import { outsideLocation, type Checkout } from './checkout.ts';
import { copySources } from './copy-sources.ts';
import { linkPackages } from './link-packages.ts';

export interface CheckoutOptions {
  account?: Account;
  /** Whether only its owner may enter the folder it is in. */
  isPrivate?: boolean;
  /** Whether packages are installed already, where a file is not about that. */
  hasPackages?: boolean;
}

/** A checkout for the tests of a file or group; what each of them leaves running is ended. */
export function useCheckout({
  account,
  isPrivate = false,
  hasPackages = false,
}: CheckoutOptions = {}): Checkout {
  const parent = join(tmpdir(), `halyard-start-${randomUUID()}`);
  const checkout = { root: join(parent, 'halyard'), home: join(parent, 'home'), account };
  // Kept, because an installation that is reset or broken no longer tells it.
  const outside = new Set<string>();
  beforeAll(async () => {
    await mkdir(checkout.home, { recursive: true });
    await copySources(checkout.root);
    if (hasPackages) await linkPackages(checkout.root);
    await chmod(parent, isPrivate ? 0o700 : 0o755);
    if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, parent]);
  });
  afterEach(async () => {
    const location = outsideLocation(checkout);
    if (location !== undefined) outside.add(location);
    await endProcesses(checkout);
  });
  afterAll(async () => {
    await endProcesses(checkout);
    for (const folder of [parent, ...outside]) {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    // Only when it is empty: others may have their data in it.
    for (const folder of outside) await rmdir(dirname(folder)).catch(() => undefined);
  });
  return checkout;
}
