import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, writeFile } from 'node:fs/promises';

import { stateFile } from '../driver/checkout/checkout.ts';
import { query } from '../driver/sql.ts';
import { findOpenSecrets, scanInstallation, type Scanned } from './scan-installation.ts';

export interface Planted {
  /** What the secret is called. */
  name: string;
  /** Of the process whose command line has it. */
  pid: number | undefined;
  leaks: string[];
  open: string[];
}

/** Puts a secret everywhere it must never be, and a mailed one where it is not handed on; scans then. */
export async function scanPlanted(scanned: Scanned): Promise<Planted> {
  const { book, checkout, databaseUrl, mailedTokens } = scanned;
  const planted = book.add('planted', `planted "secret" ${crypto.randomUUID()}`);
  const log = (name: string, line: object) =>
    appendFile(stateFile(checkout, 'logs', name), `${JSON.stringify(line)}\n`);
  await log('serve.log', { planted });
  await log('serve.log', { msg: `token ${mailedTokens[0]}` });
  await log('work.log', { msg: `token ${mailedTokens[0]}` });
  await writeFile(stateFile(checkout, 'planted'), Buffer.from(planted).toString('base64'), {
    mode: 0o644,
  });
  await query(databaseUrl, `CREATE TABLE planted AS SELECT '${planted}' AS secret`);
  const child = spawn('sleep', ['600'], { argv0: planted });
  await once(child, 'spawn');
  try {
    const leaks = await scanInstallation(scanned);
    const open = await findOpenSecrets(scanned);
    return { name: String(book.nameOf(planted)), pid: child.pid, leaks, open };
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}
