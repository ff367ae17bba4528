import { findBroken } from '@halyard/core';

import type { Report } from './events.ts';
import type { OrganizationState } from './state/organization-state.ts';
import type { Store } from './state/store.ts';

/** Knows which flags cannot be evaluated. */
export interface BrokenFlags {
  /** Looks through what has changed since the last look, and reports what it finds. */
  look(): void;
  count(): number;
}

/** Of one organization at a look; the others are only counted. */
const mostReported = 100;

interface Seen {
  last: number;
  /** Id of a flag → its version and what is wrong with it. */
  broken: Map<string, string>;
}

export function createBrokenFlags(store: Pick<Store, 'all'>, report: Report): BrokenFlags {
  let seen = new Map<OrganizationState, Seen>();

  function lookAt(state: OrganizationState, before: ReadonlyMap<string, string>): Seen {
    const broken = new Map<string, string>();
    let reported = 0;
    for (const { id, key, problems } of findBroken(state.dataSet)) {
      const fields = problems.map(({ field }) => field);
      const version = state.dataSet.byId.get(id)?.source.version;
      const finding = JSON.stringify([version, fields]);
      broken.set(id, finding);
      if (before.get(id) === finding || reported === mostReported) continue;
      reported += 1;
      report({ kind: 'flag_broken', organizationId: state.id, id, key, fields });
    }
    return { last: state.last, broken };
  }

  return {
    look() {
      const byId = new Map([...seen].map(([{ id }, { broken }]) => [id, broken]));
      const looked = new Map<OrganizationState, Seen>();
      for (const state of store.all()) {
        const before = seen.get(state);
        const isSame = before?.last === state.last;
        looked.set(state, isSame ? before : lookAt(state, byId.get(state.id) ?? new Map()));
      }
      seen = looked;
    },
    count: () => [...seen.values()].reduce((sum, { broken }) => sum + broken.size, 0),
  };
}
