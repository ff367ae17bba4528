import { readFile, rename, writeFile } from 'node:fs/promises';

/** The demo application's keys, kept readable to the owner only. */
export interface DemoKeys {
  sdk: string;
  server: string;
}

export async function readDemoKeys(file: string): Promise<Partial<DemoKeys> | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<DemoKeys>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeDemoKeys(file: string, keys: Partial<DemoKeys>): Promise<void> {
  const temporary = `${file}.new`;
  await writeFile(temporary, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, file);
}
