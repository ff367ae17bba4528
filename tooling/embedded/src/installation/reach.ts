import { failure } from '../failure.ts';
import { run } from '../run.ts';
import type { Account } from '../run.ts';

/** Whether that user can enter the folder, found out by trying: mode bits do not tell (ACLs). */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return succeeds(account, 'cd "$1"', folder);
}

export async function canUseBinaries(account: Account, native: string): Promise<boolean> {
  const script = 'test -x "$1/bin/postgres" && test -r "$1/share/postgresql/postgres.bki"';
  return succeeds(account, script, native);
}

async function succeeds(account: Account, script: string, path: string): Promise<boolean> {
  const { code } = await run('/bin/sh', ['-c', script, 'sh', path], { account }).catch((error) => {
    throw failure(
      `Halyard runs as root and could not start a program as user ${account.uid}. ` +
        'Allow it to switch users (CAP_SETUID, CAP_SETGID), or start Halyard as an ordinary user.',
      String(error),
      error,
    );
  });
  return code === 0;
}
