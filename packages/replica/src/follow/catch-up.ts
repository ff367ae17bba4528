import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Change } from '@halyard/contracts';
import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

import type { Report } from '../events.ts';
import { loadOrganizations } from '../load/load-organizations.ts';
import { readMemberLists, toMembers } from '../load/read-members.ts';
import { isSelfContained } from '../state/apply-change.ts';
import { toState, type OrganizationState } from '../state/organization-state.ts';
import type { Store } from '../state/store.ts';
import type { Tally } from '../tally.ts';
import { readHead, readLog } from './read-log.ts';

export interface CatchUp {
  /** Brings one organization to where its log ends; it must not run twice at once. */
  catchUp(organizationId: string): Promise<void>;
  /** Lets the next {@link catchUp} read all of the organization anew. */
  distrust(organizationId: string): void;
}

export interface CatchUpDeps {
  database: Database;
  store: Store;
  tally: Tally;
  report: Report;
  regex: RegexEngine | undefined;
}

export function createCatchUp({ database, store, tally, report, regex }: CatchUpDeps): CatchUp {
  const distrusted = new Set<string>();

  /** False where the log does not lead there. */
  async function readOn(state: OrganizationState, head: number): Promise<boolean> {
    if (state.last < head) tally.gapsHealed += 1;
    while (state.last < head) {
      const changes = await readLog(database, state.id, state.last);
      if (changes[0]?.seq !== state.last + 1) return false;
      for (const change of changes) {
        if (!(await apply(state, change))) return false;
        // Requests are answered in between.
        await nextTurn();
      }
    }
    return true;
  }

  async function apply(state: OrganizationState, change: Change): Promise<boolean> {
    const members = isSelfContained(change) ? undefined : await readMembersOf(change);
    try {
      store.apply(state, change, members);
      return true;
    } catch (error) {
      const { organization_id: organizationId, seq } = change;
      report({ kind: 'change_not_applied', organizationId, seq, error });
      return false;
    }
  }

  const readMembersOf = async ({ organization_id: organizationId, entity_id: id }: Change) =>
    toMembers(await readMemberLists(database, { organizationId, segmentId: id }));

  async function load(organizationId: string): Promise<void> {
    const [snapshot] = await loadOrganizations(database, organizationId);
    tally.reloads += 1;
    distrusted.delete(organizationId);
    if (snapshot) store.put(await toState(snapshot, regex));
    else store.drop(organizationId);
  }

  return {
    async catchUp(organizationId) {
      const head = await readHead(database, organizationId);
      if (head === undefined) {
        store.drop(organizationId);
        return;
      }
      const state = store.find(organizationId);
      // A head behind us: the database was restored from a backup.
      const isUsable = state && head >= state.last && !distrusted.has(organizationId);
      if (!isUsable || !(await readOn(state, head))) await load(organizationId);
    },
    distrust: (organizationId) => void distrusted.add(organizationId),
  };
}
