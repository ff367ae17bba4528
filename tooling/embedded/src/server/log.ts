import { open, rename } from 'node:fs/promises';

import { statIfPresent } from '../installation/files.ts';

const keptBytes = 10 * 1024 * 1024;
const shownBytes = 16 * 1024;

/** Puts a grown log aside in place of the one before; a rename follows no link the server made. */
export async function rotateLog(log: string): Promise<void> {
  const stats = await statIfPresent(log);
  if (stats !== undefined && stats.size > keptBytes) await rename(log, `${log}.old`);
}

export async function logSize(log: string): Promise<number> {
  return (await statIfPresent(log))?.size ?? 0;
}

/** What was logged after that position, at most its last few kilobytes. */
export async function readLog(log: string, from: number): Promise<string> {
  const size = await logSize(log);
  const start = Math.max(from, size - shownBytes);
  if (size <= start) return '';
  const handle = await open(log, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - start),
      0,
      size - start,
      start,
    );
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
