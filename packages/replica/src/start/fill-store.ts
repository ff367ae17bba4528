import { setTimeout as delay } from 'node:timers/promises';

import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

import type { Contact } from '../contact.ts';
import type { DiskCopy } from '../disk-copy/disk-copy.ts';
import type { Report } from '../events.ts';
import { loadOrganizations } from '../load/load-organizations.ts';
import { toState } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';

/** Where what a node knows came from. */
export type Source = 'database' | 'disk';

export interface FillStoreDeps {
  database: Database;
  store: Store;
  contact: Contact;
  diskCopy: DiskCopy | undefined;
  report: Report;
  regex: RegexEngine | undefined;
  retryIntervalMs: number;
  /** Aborts when the replica is closed; the start rejects then. */
  closing: AbortSignal;
}

/** Loads everything from PostgreSQL, else from the disk copy; else keeps trying. */
export async function fillStore(deps: FillStoreDeps): Promise<Source> {
  if (await fillFromDatabase(deps)) return 'database';
  if (await fillFromDisk(deps)) return 'disk';
  do await delay(deps.retryIntervalMs, undefined, { signal: deps.closing });
  while (!(await fillFromDatabase(deps)));
  return 'database';
}

async function fillFromDatabase(deps: FillStoreDeps): Promise<boolean> {
  const { database, store, contact, regex } = deps;
  try {
    await contact.during(async () => {
      const organizations = await loadOrganizations(database);
      for (const organization of organizations) store.put(await toState(organization, regex));
    });
    return true;
  } catch {
    return false;
  }
}

async function fillFromDisk(deps: FillStoreDeps): Promise<boolean> {
  const { diskCopy, store, contact, report, regex } = deps;
  const saved = await diskCopy?.read((file, error) =>
    report({ kind: 'disk_copy_unusable', file, error }),
  );
  if (!saved) return false;
  for (const organization of saved.organizations) store.put(await toState(organization, regex));
  contact.resume(saved.lastContactMs);
  report({ kind: 'started_from_disk' });
  return true;
}
