import { generateOneTimeToken } from '@halyard/auth';
import type { Database } from '@halyard/database';

type LinkData = Parameters<Database['oneTimeLink']['create']>[0]['data'];

/** Makes a one-time link as whoever sends it does; gives its token. */
export async function makeLink(
  database: Database,
  link: Omit<LinkData, 'id' | 'hash' | 'createdAt' | 'expiresAt'> & { expiresAt?: Date },
): Promise<string> {
  const { token, hash } = generateOneTimeToken();
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  await database.oneTimeLink.create({
    data: { expiresAt, ...link, id: crypto.randomUUID(), hash, createdAt } as LinkData,
  });
  return token;
}
