import { createAuditSigner, generateAuditKey } from '@halyard/auth';
import { createAccountContext } from '@halyard/control';
import { regex } from '@halyard/core/re2js';
import { createDatabase } from '@halyard/database';
import { noHints } from '@halyard/domain';
import type { AccountContext } from '@halyard/domain/accounts';
import { findPostgres, startPostgres } from '@halyard/embedded';
import type { Closers } from '@halyard/http';

import { ensureSecret, readInstallationKey } from '../secret.ts';
import { migrateDatabase } from '../supervisor/database.ts';
import type { Installation } from '../supervisor/installation.ts';
import { AdminError } from './admin-error.ts';

export interface OpenOptions {
  installation: Installation;
  /** Of a database to use instead of the embedded one. */
  givenUrl: string | undefined;
  /** Whether nothing else runs in this folder. */
  isAlone: boolean;
  closers: Closers;
}

/** The accounts of an installation that was started once. */
export async function openAccounts(options: OpenOptions): Promise<AccountContext> {
  const { installation, givenUrl, closers } = options;
  const installationKey = await readKey(installation);
  const url = givenUrl ?? (await openEmbedded(options));
  await migrateDatabase(installation, { url, isGiven: givenUrl !== undefined });
  const database = createDatabase({ url, maxConnections: 1 });
  closers.add(() => database.$disconnect());
  return createAccountContext({
    database,
    hints: noHints,
    auditSigner: createAuditSigner(await ensureSecret(installation.auditKey, generateAuditKey)),
    regex,
    installationKey,
  });
}

/** Never made here: with another key than the one in use, what it seals could not be read again. */
async function readKey({ key }: Installation): Promise<Buffer> {
  try {
    return await readInstallationKey(key);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AdminError('Nothing is installed in this folder yet: run `npm start` once.');
  }
}

/** Uses the server that runs, and leaves it running; else, where that disturbs nobody, starts it. */
async function openEmbedded({ installation, isAlone, closers }: OpenOptions): Promise<string> {
  const { directory, root } = installation;
  if (!isAlone) {
    const url = await findPostgres({ directory, root });
    if (url !== undefined) return url;
    throw new AdminError(
      'Halyard runs here without its own PostgreSQL: try again if it is just starting, ' +
        'or set the same DATABASE_URL that it was started with.',
    );
  }
  const server = await startPostgres({ directory, root });
  if (!server.adopted) closers.add(server.stop);
  return server.url;
}
