import { AppError } from '@halyard/contracts';
import { createClosers } from '@halyard/http';

import { readStandaloneConfig, type StandaloneConfig } from '../config.ts';
import { openInstallation } from '../supervisor/installation.ts';
import { defaultPort } from '../supervisor/process-environment.ts';
import { urlOf } from '../url-of.ts';
import { AdminError } from './admin-error.ts';
import type { Admin } from './command.ts';
import { commands } from './commands.ts';
import { openAccounts } from './open-accounts.ts';
import { parseCall, type Call } from './parse-call.ts';
import { usageOfAll } from './usage.ts';

interface AdminOptions {
  /** The checkout. */
  root: string;
  /** What was typed after `npm run admin --`. */
  args: readonly string[];
  /** Whether nothing else runs in this folder. */
  isAlone: boolean;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Carries out one command of an operator's; without one, prints which there are. */
export async function admin({ root, args, isAlone }: AdminOptions): Promise<void> {
  const { stdin: input, stdout: output } = process;
  const print = (line: string): void => void output.write(`${line}\n`);
  const call = parseCall(commands, args);
  if (!call) return print(usageOfAll(commands));
  const config = readStandaloneConfig();
  const installation = await openInstallation(root);
  const closers = createClosers();
  const end = () => closers.closeAll().finally(() => process.exit(1));
  for (const signal of signals) process.once(signal, end);
  try {
    const givenUrl = config.DATABASE_URL;
    const ctx = await openAccounts({ installation, givenUrl, isAlone, closers });
    await carryOut(call, { ctx, url: reachedAt(config), input, output, print });
  } finally {
    await closers.closeAll();
  }
}

async function carryOut({ command, given }: Call, admin: Admin): Promise<void> {
  try {
    await command.run(admin, given);
  } catch (error) {
    if (error instanceof AppError) throw new AdminError(error.message, { cause: error });
    throw error;
  }
}

const reachedAt = ({ PUBLIC_URL, HOST, PORT = defaultPort }: StandaloneConfig): string =>
  PUBLIC_URL ?? urlOf(HOST, PORT);
