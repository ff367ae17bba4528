import { readFile, writeFile } from 'node:fs/promises';

import { ConfigError } from '@halyard/http';

import type { StandaloneConfig } from '../config.ts';
import type { Installation } from '../supervisor/installation.ts';

const servers = ['DATABASE_URL', 'REDIS_URL', 'QUEUE_REDIS_URL', 'SMTP_URL'] as const;

type Servers = Pick<StandaloneConfig, (typeof servers)[number]>;

/** Notes which servers the installation was given: their variables' names, no value. */
export async function noteServers(
  { startedWith }: Pick<Installation, 'startedWith'>,
  config: Servers,
): Promise<void> {
  const given = servers.filter((name) => config[name] !== undefined);
  await writeFile(startedWith, given.map((name) => `${name}\n`).join(''), { mode: 0o600 });
}

/** Throws where others were given than to the installation: jobs and mails would be in vain. */
export async function requireSameServers(
  { startedWith }: Pick<Installation, 'startedWith'>,
  config: Servers,
): Promise<void> {
  const noted = await readFile(startedWith, 'utf8').catch(() => undefined);
  if (noted === undefined) return;
  const given = noted.split('\n');
  for (const name of servers) {
    const isGiven = given.includes(name);
    if (isGiven === (config[name] !== undefined)) continue;
    throw new ConfigError(
      isGiven
        ? `Halyard was started here with ${name}: set it to the same.`
        : `Halyard was started here without ${name}: leave it out.`,
    );
  }
}
