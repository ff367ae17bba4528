import type { Contact } from '../contact.ts';
import type { Report } from '../events.ts';
import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';
import { toSnapshot } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';
import type { DiskCopy } from './disk-copy.ts';

/** Writes the disk copy now and then, when something has changed, and at the end. */
export interface DiskCopyKeeper {
  /** `isSaved` when what is known came from the disk copy. */
  start(options: { isSaved: boolean }): void;
  /** Writes what is new; nothing where it was not started. */
  close(): Promise<void>;
}

export interface DiskCopyKeeperDeps {
  diskCopy: DiskCopy;
  store: Store;
  contact: Pick<Contact, 'lastMs'>;
  report: Report;
  /** How often it is written, at most. */
  intervalMs: number;
}

export function createDiskCopyKeeper(deps: DiskCopyKeeperDeps): DiskCopyKeeper {
  const { diskCopy, store, contact, report, intervalMs } = deps;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let savedVersion: number | undefined;
  let savedContactMs: number | undefined;

  async function save(): Promise<void> {
    const version = store.version();
    const lastContactMs = contact.lastMs();
    try {
      await diskCopy.write({ organizations: snapshotsOf(store), lastContactMs });
      savedVersion = version;
      savedContactMs = lastContactMs;
    } catch (error) {
      report({ kind: 'disk_copy_not_written', error });
    }
  }

  const saveWhenChanged = async (): Promise<void> => {
    if (store.version() !== savedVersion) await save();
  };

  return {
    start({ isSaved }) {
      if (isSaved) {
        savedVersion = store.version();
        savedContactMs = contact.lastMs();
      }
      writing = saveWhenChanged();
      timer = setInterval(() => {
        writing = writing.then(saveWhenChanged);
      }, intervalMs);
    },
    async close() {
      if (!timer) return;
      clearInterval(timer);
      await writing;
      if (contact.lastMs() !== savedContactMs) await save();
      else await saveWhenChanged();
    },
  };
}

function* snapshotsOf(store: Store): Generator<OrganizationSnapshot> {
  for (const state of store.all()) {
    const snapshot = toSnapshot(state);
    if (snapshot) yield snapshot;
  }
}
