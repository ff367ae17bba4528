import { readdirSync, readFileSync } from 'node:fs';

import type { Checkout } from '../../driver/checkout/checkout.ts';
import { findProcesses } from '../../driver/processes.ts';
import type { Place } from './place.ts';

/** The command lines of all that runs on this machine: everybody may list them. */
export const readCommandLines = (): Place[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ name: `the command line of ${pid}`, text: read(`/proc/${pid}/cmdline`) }));

/** The environments of an installation's processes, where its database's password may be. */
export const readEnvironments = (checkout: Checkout, meant: readonly string[]): Place[] =>
  findProcesses(checkout).map(({ pid, role }) => ({
    name: `the environment of ${role}`,
    text: read(`/proc/${pid}/environ`),
    meant,
  }));

/** Empty for what has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', '\n');
  } catch {
    return '';
  }
}
