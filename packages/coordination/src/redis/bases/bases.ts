import type { Bases } from '../../bases.ts';
import type { Run } from '../client/run.ts';
import { createKeys } from '../keys.ts';
import { createScript } from '../script.ts';

const put = createScript(`
  local kept = redis.call('HGET', KEYS[1], 'seq')
  if kept and tonumber(kept) >= tonumber(ARGV[1]) then return 0 end
  redis.call('HSET', KEYS[1], 'seq', ARGV[1], 'bytes', ARGV[2])
  return 1`);

/** How many are asked for at once. */
const batch = 500;

/**
 * Bases that are hashes in Redis, one an organization, so that a Cluster spreads them; beside them a
 * set of whose there are. A base is believed to be there only where it is.
 */
export function createRedisBases(run: Run, prefix: string): Bases {
  const keyOf = createKeys(prefix, 'base');
  const ids = `${prefix}:bases`;
  const confirmed = `${prefix}:bases-confirmed`;

  const readSeqs = (some: string[]): Promise<(string | null)[]> =>
    Promise.all(some.map((id) => run((client) => client.hget(keyOf(id), 'seq'))));

  return {
    async put(organizationId, seq, bytes) {
      // First the set: it may name one that is not there, but none may be there unnamed.
      await run((client) => client.sadd(ids, organizationId));
      await put(run, keyOf(organizationId), [seq, toBuffer(bytes)]);
    },
    async read(organizationId) {
      const fields = [keyOf(organizationId), 'seq', 'bytes'] as const;
      const [seq, bytes] = await run((client) => client.hmgetBuffer(...fields));
      return seq && bytes ? { seq: Number(seq), bytes } : undefined;
    },
    async list() {
      const all = await run((client) => client.smembers(ids));
      const found = new Map<string, number>();
      for (let start = 0; start < all.length; start += batch) {
        const some = all.slice(start, start + batch);
        const seqs = await readSeqs(some);
        for (const [index, id] of some.entries()) {
          const seq = seqs[index];
          if (seq) found.set(id, Number(seq));
        }
      }
      return found;
    },
    async remove(organizationId) {
      await run((client) => client.unlink(keyOf(organizationId)));
      await run((client) => client.srem(ids, organizationId));
    },
    async confirm(atMs) {
      await run((client) => client.set(confirmed, atMs));
    },
    async readConfirmed() {
      const atMs = await run((client) => client.get(confirmed));
      return atMs === null ? undefined : Number(atMs);
    },
  };
}

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
