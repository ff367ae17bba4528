import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { listSources, sourcesFolder } from '../../../repository/list-sources.ts';

/** Copies what a clone of this checkout would hold, with the changes not committed yet. */
export async function copySources(target: string): Promise<void> {
  const files = await listSources();
  for (const folder of new Set(files.map((file) => dirname(join(target, file))))) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all(files.map((file) => copyFile(join(sourcesFolder, file), join(target, file))));
}
