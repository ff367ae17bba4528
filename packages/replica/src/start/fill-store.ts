import { setTimeout as delay } from 'node:timers/promises';

import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

import type { Contact } from '../contact.ts';
import type { Report } from '../events.ts';
import { loadOrganizations } from '../load/load-organizations.ts';
import { toState } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';
import { findNewest, type SavedSource, type SavedSources } from './find-newest.ts';

/** Where what a node knows came from. */
export type Source = 'database' | SavedSource;

export interface FillStoreDeps extends SavedSources {
  database: Database;
  store: Store;
  contact: Contact;
  report: Report;
  regex: RegexEngine | undefined;
  retryIntervalMs: number;
  /** Aborts when the replica is closed; the start rejects then. */
  closing: AbortSignal;
}

/** Loads everything from PostgreSQL, else from what was saved of it; keeps trying until it can. */
export async function fillStore(deps: FillStoreDeps): Promise<Source> {
  const report = onceEach(deps.report);
  for (;;) {
    if (await fillFromDatabase(deps)) return 'database';
    const source = await fillFromSaved({ ...deps, report });
    if (source) return source;
    await delay(deps.retryIntervalMs, undefined, { signal: deps.closing });
  }
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

async function fillFromSaved(deps: FillStoreDeps): Promise<SavedSource | undefined> {
  const { store, contact, report, regex } = deps;
  const newest = await findNewest(deps, report);
  if (!newest) return undefined;
  const { source, saved } = newest;
  for (const organization of saved.organizations) store.put(await toState(organization, regex));
  contact.resume(saved.lastContactMs);
  report({ kind: `started_from_${source}` });
  return source;
}

/** What is tried again and again is told of once. */
function onceEach(report: Report): Report {
  const told = new Set<string>();
  return (event) => {
    const what = JSON.stringify({ ...event, error: undefined });
    if (told.has(what)) return;
    told.add(what);
    report(event);
  };
}
