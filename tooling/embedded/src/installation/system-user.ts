import { readFile } from 'node:fs/promises';

import { failure, systemCode } from '../failure.ts';
import { run } from '../run.ts';
import type { Account, Outcome } from '../run.ts';
import { statIfPresent } from './files.ts';

const name = 'halyard';

/**
 * The user the server runs as, undefined for the current one. PostgreSQL refuses to run as root:
 * then it is whoever owns the data already there, else the system user `halyard`.
 */
export async function serverAccount(data: string): Promise<Account | undefined> {
  if (process.geteuid?.() !== 0) return undefined;
  const owner = await statIfPresent(data);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findUser()) ?? createUser();
}

async function findUser(): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  const [uid, gid] = await Promise.all([attempt('id', ['-u', name]), attempt('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createUser(): Promise<Account> {
  const home = '/nonexistent';
  const shell = '/bin/false';
  const args = ['--system', '--user-group', '--no-create-home'];
  args.push('--home-dir', home, '--shell', shell, name);
  const useradd = await attempt('useradd', args);
  const made = await findUser();
  if (made !== undefined) return made;
  const addgroup = await attempt('addgroup', ['-S', name]);
  const busyboxArgs = ['-S', '-D', '-H', '-h', home, '-s', shell, '-G', name, name];
  const adduser = await attempt('adduser', busyboxArgs);
  const madeByBusybox = await findUser();
  if (madeByBusybox !== undefined) return madeByBusybox;
  throw failure(
    `PostgreSQL refuses to run as root, and the system user "${name}" could not be created. ` +
      'Create it, or start Halyard as an ordinary user.',
    [useradd, addgroup, adduser].map(({ output }) => output.trim()).join('\n'),
  );
}

async function attempt(command: string, args: string[]): Promise<Outcome> {
  return run(command, args).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return { code: 127, output: `${command}: not found` };
    throw error;
  });
}
