import type { Bases } from '../../bases.ts';
import type { Run } from '../client/run.ts';
import { createKeys } from '../keys.ts';
import { readBase } from './read-base.ts';
import { writeBase } from './write-base.ts';

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
      await writeBase(run, keyOf(organizationId), seq, toBuffer(bytes));
    },
    read: (organizationId) => readBase(run, keyOf(organizationId)),
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
