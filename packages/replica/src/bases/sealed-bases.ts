import type { Base, Bases } from '@halyard/coordination';

import { createEncryption } from '../saved/encryption.ts';
import { fromLines, toLines } from '../saved/lines.ts';
import type { SavedReplica } from '../saved/saved-replica.ts';
import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';

/** What nodes share to start from, encrypted: an organization's is whole or not used. */
export interface SealedBases extends Pick<Bases, 'list' | 'remove' | 'confirm'> {
  /** All that are whole; those that are not are told of. Rejects where they cannot be reached. */
  read(onUnusable: (organizationId: string, error: unknown) => void): Promise<SavedReplica>;
  /** Unless there is a newer one. */
  put(organization: OrganizationSnapshot): Promise<void>;
}

export interface SealedBasesOptions {
  bases: Bases;
  /** Of the installation; 32 bytes. */
  key: Buffer;
}

export function createSealedBases({ bases, key }: SealedBasesOptions): SealedBases {
  const { encrypt, decrypt } = createEncryption({ header: 'HALYARD-BASE-1\n', key });

  /** Throws where it is not what was put for this organization. */
  function open(organizationId: string, { seq, bytes }: Base): OrganizationSnapshot {
    const [snapshot] = fromLines(decrypt(Buffer.from(bytes))).organizations;
    if (snapshot?.organization.id !== organizationId || snapshot.last !== seq) {
      throw new Error('The base is of something else.');
    }
    return snapshot;
  }

  return {
    async read(onUnusable) {
      // Before the bases: they may be newer than it says, but not older.
      const lastContactMs = await bases.readConfirmed();
      const organizations: OrganizationSnapshot[] = [];
      for (const id of (await bases.list()).keys()) {
        const base = await bases.read(id);
        try {
          if (base) organizations.push(open(id, base));
        } catch (error) {
          onUnusable(id, error);
        }
      }
      return { organizations, lastContactMs };
    },
    async put(organization) {
      const pieces: Buffer[] = [];
      const lines = toLines({ organizations: [organization], lastContactMs: undefined });
      for await (const piece of encrypt(lines)) pieces.push(piece);
      await bases.put(organization.organization.id, organization.last, Buffer.concat(pieces));
    },
    list: bases.list,
    remove: bases.remove,
    confirm: bases.confirm,
  };
}
