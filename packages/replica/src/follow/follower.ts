import type { Change, Hint } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { Contact } from '../contact.ts';
import { isSelfContained } from '../state/apply-change.ts';
import { emptyState } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';
import { createCatchUp, type CatchUpDeps } from './catch-up.ts';
import { readHeads } from './read-log.ts';
import { createRounds } from './rounds.ts';

/** Keeps what a node knows up with the change logs. */
export interface Follower {
  /** Applies its changes at once where they come next; else the log is read. */
  onHint(hint: Hint): void;
  /** Brings up to date what is not; false where that could not be done for all. Never rejects. */
  compareHeads(): Promise<boolean>;
  /** Resolves when the organization holds everything that was committed before this call. */
  catchUp(organizationId: string): Promise<void>;
  /** As {@link catchUp}, but whatever is known of the organization is read anew. */
  reload(organizationId: string): Promise<void>;
  /** Resolves when nothing is being read. */
  settled(): Promise<void>;
}

export interface FollowerDeps extends CatchUpDeps {
  contact: Contact;
}

export function createFollower({ contact, ...deps }: FollowerDeps): Follower {
  const { database, store, regex } = deps;
  const { catchUp, distrust } = createCatchUp(deps);
  const rounds = createRounds((id) => contact.during(() => catchUp(id)));
  const lastOf = (id: string): number => store.find(id)?.last ?? 0;

  function applyAtOnce(organizationId: string, changes: readonly Change[]): void {
    // A round that runs would not notice what is applied beside it.
    if (rounds.isRunning(organizationId) || !changes.every(isSelfContained)) return;
    const news = changes.filter(({ seq }) => seq > lastOf(organizationId));
    if (news[0]?.seq !== lastOf(organizationId) + 1) return;
    const state = store.find(organizationId) ?? emptyState(organizationId, regex);
    if (state.last === 0) store.put(state);
    try {
      for (const change of news) store.apply(state, change);
    } catch {
      // The log itself says what comes next.
    }
  }

  return {
    onHint({ organization_id: id, seq, changes = [] }) {
      if (seq <= lastOf(id)) return;
      applyAtOnce(id, changes);
      // What fails is tried again when the heads are compared.
      if (seq > lastOf(id)) rounds.request(id).catch(() => undefined);
    },
    async compareHeads() {
      const moved = await contact.during(() => findMoved(database, store)).catch(() => undefined);
      let failures = 0;
      for (const id of moved ?? []) await rounds.request(id).catch(() => (failures += 1));
      return moved !== undefined && failures === 0;
    },
    catchUp: rounds.request,
    reload(organizationId) {
      distrust(organizationId);
      return rounds.request(organizationId);
    },
    settled: rounds.settled,
  };
}

/** Organizations whose log does not end where this node is, and those that are gone. */
async function findMoved(database: Database, store: Store): Promise<string[]> {
  const heads = await readHeads(database);
  const gone = [...store.all()].filter(({ id }) => !heads.has(id)).map(({ id }) => id);
  const moved = [...heads].filter(([id, head]) => store.find(id)?.last !== head);
  return [...gone, ...moved.map(([id]) => id)];
}
