import { randomUUID } from 'node:crypto';

import type { Run } from '../client/run.ts';
import { createScript } from '../script.ts';

/** So small that nobody waits long for Redis, or for the connection. */
const pieceLength = 1024 * 1024;
/** What was left unfinished is gone after this. */
const unfinishedMs = 60_000;

const begin = createScript(`
  redis.call('HSET', KEYS[1], 'seq', ARGV[1], 'pieces', ARGV[2])
  return redis.call('PEXPIRE', KEYS[1], ${unfinishedMs})`);

const finish = createScript(`
  local seq = redis.call('HGET', KEYS[2], 'seq')
  local kept = redis.call('HGET', KEYS[1], 'seq')
  if not seq or (kept and tonumber(kept) >= tonumber(seq)) then
    redis.call('UNLINK', KEYS[2])
    return seq and 0 or redis.error_reply('ERR the base was lost while it was written')
  end
  redis.call('UNLINK', KEYS[1])
  redis.call('RENAME', KEYS[2], KEYS[1])
  return redis.call('PERSIST', KEYS[1])`);

/** Writes a base beside the one there is, piece by piece, then puts it in its place if it is newer. */
export async function writeBase(run: Run, key: string, seq: number, bytes: Buffer): Promise<void> {
  const written = `${key}:${randomUUID()}`;
  const pieces = Math.ceil(bytes.length / pieceLength);
  await begin(run, written, [seq, pieces]);
  for (let n = 0; n < pieces; n++) {
    const piece = bytes.subarray(n * pieceLength, (n + 1) * pieceLength);
    await run((client) => client.hset(written, `${n}`, piece));
  }
  await finish(run, [key, written], []);
}
