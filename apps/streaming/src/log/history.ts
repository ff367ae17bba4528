import type { Change } from '@halyard/contracts';
import type { OrganizationView, Replica } from '@halyard/replica';
import { LRUCache } from 'lru-cache';

import { explainChanges } from '../changes/explain-changes.ts';
import { createEntryFrames, type EntryFrames } from '../frames/entry-frames.ts';
import type { Ring } from './ring.ts';

/** Those rows of an organization's log that are older than what its ring holds. */
export interface History {
  /**
   * Rows from one on, up to the ring, some hundreds at a time; nothing where the log does not reach
   * back to it. Rejects while PostgreSQL is away.
   */
  read(from: number): Promise<readonly EntryFrames[]>;
}

export interface HistoryDeps {
  replica: Pick<Replica, 'readChanges'>;
  organization: OrganizationView;
  ring: Ring;
  /** Told how many frames were serialised. */
  onWritten: (frames: number) => void;
}

/** Pages begin at the same rows for all, so that many who come back at once share them. */
const rowsPerPage = 500;
const mostPages = 10;

interface Page {
  readonly after: number;
  readonly upTo: number;
}

export function createHistory({ replica, organization, ring, onWritten }: HistoryDeps): History {
  const pages = new LRUCache<string, Promise<readonly EntryFrames[]>>({ max: mostPages });
  const { id } = organization;

  /** How flags came and went after a page, up to where the organization is known now. */
  async function readLater(upTo: number): Promise<Change[]> {
    const later: Change[] = [];
    for (let after = upTo; ;) {
      const { last } = organization;
      later.push(...(await replica.readChanges(id, { after, only: 'flag_status' })));
      // What was applied meanwhile may not have been there to be read.
      if (organization.last === last) return later;
      after = last;
    }
  }

  async function load({ after, upTo }: Page): Promise<readonly EntryFrames[]> {
    const rows = await replica.readChanges(id, { after, upTo });
    const later = await readLater(upTo);
    const { dataSet } = organization;
    const entries = explainChanges(rows, { dataSet, later });
    return entries.map((entry) => createEntryFrames(entry, onWritten));
  }

  function readPage(page: Page): Promise<readonly EntryFrames[]> {
    const name = `${page.after} ${page.upTo}`;
    const known = pages.get(name);
    if (known) return known;
    const loading = load(page);
    pages.set(name, loading);
    loading.catch(() => pages.delete(name));
    return loading;
  }

  return {
    async read(from) {
      const after = Math.floor((from - 1) / rowsPerPage) * rowsPerPage;
      const rows = await readPage({ after, upTo: Math.min(after + rowsPerPage, ring.first - 1) });
      const start = rows.findIndex(({ entry }) => entry.seq === from);
      return start === -1 ? [] : rows.slice(start);
    },
  };
}
