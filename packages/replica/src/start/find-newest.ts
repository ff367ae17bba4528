import type { SealedBases } from '../bases/sealed-bases.ts';
import type { DiskCopy } from '../disk-copy/disk-copy.ts';
import type { Report } from '../events.ts';
import type { SavedReplica } from '../saved/saved-replica.ts';

/** What a node can start from while PostgreSQL is away. */
export interface SavedSources {
  bases: Pick<SealedBases, 'read'> | undefined;
  diskCopy: Pick<DiskCopy, 'read'> | undefined;
}

export type SavedSource = 'bases' | 'disk';

interface Found {
  source: SavedSource;
  saved: SavedReplica;
}

/**
 * Of the bases and the disk copy the one that was level with PostgreSQL last, as a whole: so all that
 * a node starts with is of one time, which it can tell. Bases where both are.
 */
export async function findNewest(
  { bases, diskCopy }: SavedSources,
  report: Report,
): Promise<Found | undefined> {
  const found: Found[] = [];
  const shared = bases && (await readBases(bases, report));
  if (shared) found.push({ source: 'bases', saved: shared });
  const own = await diskCopy?.read((file, error) =>
    report({ kind: 'disk_copy_unusable', file, error }),
  );
  if (own) found.push({ source: 'disk', saved: own });
  const levelMs = ({ saved }: Found): number => saved.lastContactMs ?? 0;
  return found.toSorted((a, b) => levelMs(b) - levelMs(a))[0];
}

async function readBases(
  bases: Pick<SealedBases, 'read'>,
  report: Report,
): Promise<SavedReplica | undefined> {
  try {
    const saved = await bases.read((organizationId, error) =>
      report({ kind: 'base_unusable', organizationId, error }),
    );
    // None, or none of this installation's: nobody could be answered.
    return [...saved.organizations].length > 0 ? saved : undefined;
  } catch (error) {
    report({ kind: 'bases_not_read', error });
    return undefined;
  }
}
