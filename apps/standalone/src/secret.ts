import { link, readFile, rm, writeFile } from 'node:fs/promises';

/** A secret of this installation, readable to its owner only; made when it is first needed. */
export async function ensureSecret(file: string, generate: () => string): Promise<string> {
  const temporary = `${file}.new`;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // Linked when it is whole: a start that is killed leaves all of it or nothing.
  await rm(temporary, { force: true });
  await writeFile(temporary, generate(), { mode: 0o600, flush: true });
  await link(temporary, file);
  await rm(temporary);
  return readFile(file, 'utf8');
}
