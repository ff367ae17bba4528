import { setTimeout as delay } from 'node:timers/promises';

import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

import type { Contact } from '../contact.ts';
import { loadOrganizations } from '../load/load-organizations.ts';
import { toState } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';

/** Where what a node knows came from. */
export type Source = 'database' | 'disk';

export interface FillStoreDeps {
  database: Database;
  store: Store;
  contact: Contact;
  regex: RegexEngine | undefined;
  retryIntervalMs: number;
  /** Aborts when the replica is closed; the start rejects then. */
  closing: AbortSignal;
}

/** Loads everything from PostgreSQL; keeps trying until it is there. */
export async function fillStore(deps: FillStoreDeps): Promise<Source> {
  for (;;) {
    if (await fillFromDatabase(deps)) return 'database';
    await delay(deps.retryIntervalMs, undefined, { signal: deps.closing });
  }
}

async function fillFromDatabase(deps: FillStoreDeps): Promise<boolean> {
  const { database, store, contact, regex, closing } = deps;
  try {
    const organizations = await contact.during(() => loadOrganizations(database));
    for (const organization of organizations) store.put(toState(organization, regex));
    return true;
  } catch {
    closing.throwIfAborted();
    return false;
  }
}
