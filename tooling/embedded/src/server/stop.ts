import { join } from 'node:path';

import { failure } from '../failure.ts';
import type { Installation } from '../installation/installation.ts';
import { run } from '../run.ts';
import { findPostmaster } from './postmaster.ts';

const fastSeconds = 30;

type Target = Pick<Installation, 'data' | 'binaries' | 'account'>;

/** Ends the sessions and the server; what takes too long is cut off and recovered at next start. */
export async function stopServer(target: Target): Promise<void> {
  // Looked for first: pg_ctl would signal whatever process a stale pid file names.
  if ((await findPostmaster(target.data)) === undefined) return;
  if ((await stop(target, 'fast')) === undefined) return;
  if ((await findPostmaster(target.data)) === undefined) return;
  const output = await stop(target, 'immediate');
  const survivor = await findPostmaster(target.data);
  if (output === undefined || survivor === undefined) return;
  throw failure(
    `PostgreSQL (process ${survivor.pid}) could not be stopped. End it with \`kill -9\`.`,
    output,
  );
}

/** One way of stopping; undefined when it succeeded, else what pg_ctl said. */
async function stop(
  { data, binaries, account }: Target,
  mode: 'fast' | 'immediate',
): Promise<string | undefined> {
  const { code, output } = await run(
    join(binaries.native, 'bin/pg_ctl'),
    ['stop', '-D', data, '-m', mode, '-w', '-t', String(fastSeconds)],
    { account, detached: true },
  );
  return code === 0 ? undefined : output;
}
