import { join } from 'node:path';

import { readIfPresent } from './files.ts';
import type { Installation } from './installation.ts';

/** Refuses data that these binaries cannot read. */
export async function requireSameMajor({ data, binaries }: Installation): Promise<void> {
  const found = (await readIfPresent(join(data, 'PG_VERSION')))?.trim();
  if (found === binaries.major) return;
  if (found === undefined) {
    throw new Error(`${data} is not a PostgreSQL data directory (no PG_VERSION). Move it away.`);
  }
  throw new Error(
    `The database in ${data} was made by PostgreSQL ${found}, and this release of Halyard brings ` +
      `PostgreSQL ${binaries.major}, which cannot read it. Export it with the pg_dump of ` +
      `PostgreSQL ${found} while the earlier release runs, run \`npm run reset\`, then import it.`,
  );
}
