import { chown, stat } from 'node:fs/promises';

import type { Account } from '../run.ts';

export async function own(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

/** Refuses a folder of somebody else's, unless root asks. */
export async function requireOwner(path: string): Promise<void> {
  const user = process.geteuid?.();
  const { uid } = await stat(path);
  if (user === 0 || user === uid) return;
  throw new Error(
    `${path} belongs to user ${uid}, but Halyard was started by user ${user}. ` +
      'Start it as that user or as root, or give it a folder of its own.',
  );
}
