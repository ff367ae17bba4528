import type { Change, FlagDocument, FlagTombstone } from '@halyard/contracts';
import type { CompiledDataSet } from '@halyard/core';

export type FlagChange = Extract<Change, { kind: 'flag' }>;

/** A flag at one place of a log; of what it was before its first change there is no document but the later. */
export interface PresentFlag {
  readonly document: FlagDocument | FlagTombstone;
  readonly isActive: boolean;
}

/** Which flags were active at one place of a log; it moves on with {@link Presence.put}. */
export interface Presence {
  /** As it is there; `undefined` for one that was not active. */
  findActive(flagId: string): PresentFlag | undefined;
  /** All active flags that share a key. */
  activeOf(key: string): readonly PresentFlag[];
  put(flagId: string, flag: PresentFlag): void;
}

/**
 * Who was active before the first of some changes, told from how things are after the last: what
 * changed is rewound, what did not is as it is. `changes` reach from the place up to the data set's, or
 * hold of each flag the first that made it come or go.
 */
export function rewind(changes: readonly Change[], dataSet: CompiledDataSet): Presence {
  const moved = new Map<string, PresentFlag>();
  const movedOfKey = new Map<string, Set<string>>();

  function put(flagId: string, flag: PresentFlag): void {
    moved.set(flagId, flag);
    const { key } = flag.document;
    const ids = movedOfKey.get(key);
    if (ids) ids.add(flagId);
    else movedOfKey.set(key, new Set([flagId]));
  }

  for (const change of changes) {
    if (change.kind !== 'flag' || !change.document || moved.has(change.entity_id)) continue;
    put(change.entity_id, { document: change.document, isActive: wasActive(change) });
  }

  return {
    put,
    findActive(flagId) {
      const flag = moved.get(flagId) ?? asIs(dataSet.byId.get(flagId));
      return flag?.isActive ? flag : undefined;
    },
    activeOf(key) {
      const ofKey = dataSet.byKey.get(key);
      const unmoved = [ofKey?.enterprise, ...(ofKey?.byApplication.values() ?? [])].flatMap(
        (flag) => (flag && !moved.has(flag.source.id) ? [asIs(flag)!] : []),
      );
      const others = [...(movedOfKey.get(key) ?? [])].map((id) => moved.get(id)!);
      return [...unmoved, ...others].filter(({ isActive }) => isActive);
    },
  };
}

/** Every flag of a replica was compiled from its document. */
const asIs = (flag: { source: unknown } | undefined): PresentFlag | undefined => {
  const document = flag?.source as FlagDocument | undefined;
  return document && { document, isActive: document.status === 'active' };
};

/** Whether a flag was active before a change: what was done says whether that is how it was left. */
export function wasActive({ action, document }: FlagChange): boolean {
  if (action === 'created' || action === 'restored') return false;
  return action === 'archived' || document?.status === 'active';
}
