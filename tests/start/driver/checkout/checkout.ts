import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Account } from '../account.ts';

/** A copy of this checkout in which nothing has been built or started, and nothing installed unless that was asked for. */
export interface Checkout {
  root: string;
  /** Who owns it and runs npm in it, if not who runs the tests. */
  account: Account | undefined;
  /** That user's home. */
  home: string;
}

/** `.halyard` or what is in it. */
export const stateFile = ({ root }: Checkout, ...names: string[]): string =>
  join(root, '.halyard', ...names);

/** Where the database is when PostgreSQL's user cannot reach the checkout. */
export function outsideLocation(checkout: Checkout): string | undefined {
  const pointer = stateFile(checkout, 'postgres.location');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
}

/** The folder of PostgreSQL's data and log. */
export const postgresFolder = (checkout: Checkout): string =>
  join(outsideLocation(checkout) ?? stateFile(checkout), 'postgres');
