import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { failure, systemCode } from '../failure.ts';
import { run } from '../run.ts';
import type { Account } from '../run.ts';
import { syncFolder } from './files.ts';
import type { Installation } from './installation.ts';
import { own } from './ownership.ts';
import { unfinishedPath } from './unfinished.ts';

/** Makes a data directory with the database in it, which appears whole or not at all. */
export async function initialise(
  { folder, data, binaries, account }: Installation,
  password: string,
  durable: boolean,
): Promise<void> {
  const workshop = unfinishedPath(data, 'initialising');
  const fresh = join(workshop, 'data');
  try {
    await mkdir(workshop, { mode: 0o700 });
    await own(workshop, account);
    const passwordFile = join(workshop, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await own(passwordFile, account);
    await initdb(binaries.native, fresh, passwordFile, durable, account);
    await createDatabase(binaries.native, fresh, durable, account);
    await rename(fresh, data).catch(keepTheOneThere);
    await syncFolder(folder);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

// Another process was faster; both used the one password, so its data serves as well.
function keepTheOneThere(error: unknown): void {
  if (!['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
}

async function initdb(
  native: string,
  data: string,
  passwordFile: string,
  durable: boolean,
  account: Account | undefined,
): Promise<void> {
  const args = ['-D', data, '--username=halyard', '--auth=scram-sha-256', '--encoding=UTF8'];
  // Sorts by code point as the C locale does, but knows the case of every letter.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  args.push(`--pwfile=${passwordFile}`, ...(durable ? [] : ['--no-sync']));
  const { code, output } = await run(join(native, 'bin/initdb'), args, { account }).catch(
    (error: unknown) => {
      throw failure(cannotRun, String(error), error);
    },
  );
  if (code === 0) return;
  if (output.includes('shared libraries')) throw failure(cannotRun, output);
  throw failure(`PostgreSQL could not set up its data directory (initdb, ${data}).`, output);
}

const cannotRun =
  'The PostgreSQL binaries do not run on this machine: they need glibc (on Alpine, gcompat) and ' +
  'the install script of their package (`pnpm rebuild`). Or use a PostgreSQL server of your own.';

async function createDatabase(
  native: string,
  data: string,
  durable: boolean,
  account: Account | undefined,
): Promise<void> {
  // Single-user mode needs neither a port nor a client, and exits 0 even when a statement fails.
  const { code, output } = await run(
    join(native, 'bin/postgres'),
    ['--single', ...(durable ? [] : ['-F']), '-D', data, 'postgres'],
    { account, input: 'CREATE DATABASE halyard;\n' },
  );
  if (code !== 0 || /\b(?:ERROR|FATAL|PANIC):/.test(output)) {
    throw failure(`PostgreSQL could not create the database "halyard" in ${data}.`, output);
  }
}
