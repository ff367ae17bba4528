import type { RedisClient } from './client.ts';

/** With these alone a job that was accepted outlives the server, and a full memory loses none. */
const needed: Readonly<Record<string, string>> = {
  appendonly: 'yes',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
};

/** Warns of a server that may lose jobs: now, and whenever it or another is connected anew. */
export function watchDurability(client: RedisClient, onWarning: (message: string) => void): void {
  let last = '';

  async function look(): Promise<void> {
    const warning = await describeFaults(client);
    if (warning !== '' && warning !== last) onWarning(warning);
    last = warning;
  }
  // Where it may not be asked, as at many a host, nothing is known and nothing said.
  const lookIfAllowed = (): void => void look().catch(() => undefined);
  if (client.status === 'ready') lookIfAllowed();
  client.on('ready', lookIfAllowed);
}

async function describeFaults(client: RedisClient): Promise<string> {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(needed)) {
    const found = await readSetting(client, name);
    if (found !== undefined && found !== value) faults.push(`${name} is ${found}, not ${value}`);
  }
  return faults.length === 0 ? '' : `Redis may lose accepted jobs: ${faults.join('; ')}.`;
}

async function readSetting(client: RedisClient, name: string): Promise<string | undefined> {
  const answer = await client.call('CONFIG', 'GET', name);
  const value: unknown = Array.isArray(answer) ? answer[1] : undefined;
  return typeof value === 'string' ? value : undefined;
}
