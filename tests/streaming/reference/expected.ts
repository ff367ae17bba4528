import {
  isFlagDocument,
  type Change,
  type FlagDocument,
  type FlagTombstone,
} from '@halyard/contracts';

import { applyTo, resolve, toPayload, type Flags, type Payload } from './flags.ts';
import type { Scope } from './scope.ts';

/** A change as somebody of a scope is to hear it, under whatever name. */
export interface Expected {
  seq: number;
  /** Where the flag stands among those of its row. */
  place: number;
  kind: 'created' | 'updated' | 'deleted';
  key: string;
  /** A key may be that of several flags of one row. */
  applicationId: string | null;
  /** Left out where a later content of the flag may be told as well. */
  payload: Payload | undefined;
  /** Whether the flag's changes were to be streamed has changed since: it may be left out. */
  isOptional: boolean;
}

type Kind = Expected['kind'];

/** What of a log from its first row on is for a scope, with everything known at each row. */
export function expectedOf(log: readonly Change[], scope: Scope): Expected[] {
  const flags: Flags = new Map();
  const streamed = createStreamed(log);
  const expected: Expected[] = [];

  function add(change: Change, kind: Kind, flag: FlagDocument, place?: number): void {
    const { realtime_enabled: isStreamed, id, key, application_id: applicationId } = flag;
    const isOwn = place === undefined && id === change.entity_id;
    const isOptional = !isOwn && streamed.changesAfter(id, change.seq, isStreamed);
    if (!isStreamed && !isOptional) return;
    const payload = isOwn ? toPayload(flag, scope) : undefined;
    const row = { seq: change.seq, place: place ?? 0 };
    expected.push({ ...row, kind, key, applicationId, payload, isOptional });
  }

  function addDeleted(change: Change, gone: FlagDocument | FlagTombstone): void {
    const { realtime_enabled: isStreamed, key, application_id: applicationId, version } = gone;
    if (!isStreamed) return;
    const payload = isFlagDocument(gone)
      ? toPayload(gone, scope)
      : { application_id: applicationId, version, environments: {}, status: 'deleted' };
    const row = { seq: change.seq, place: 0 };
    expected.push({ ...row, kind: 'deleted', key, applicationId, payload, isOptional: false });
  }

  function hearFlag(change: Change & { kind: 'flag' }): void {
    const { document } = change;
    if (!document) throw new Error('Every deletion leaves a tombstone.');
    const see = () =>
      scope.kind === 'key'
        ? resolve(flags, scope.applicationId, document.key)
        : activeOf(flags.get(change.entity_id));
    const wasThere = flags.has(change.entity_id);
    const before = see();
    applyTo(flags, change);
    const after = see();
    const isSeen = [before, after].some((flag) => flag?.id === change.entity_id);
    if (!isSeen) {
      // What is put away already may still be deleted: members hear of that.
      if (scope.kind === 'member' && !isFlagDocument(document)) addDeleted(change, document);
    } else if (!after) addDeleted(change, document);
    else add(change, before || wasThere ? 'updated' : 'created', after);
  }

  for (const change of log) {
    if (change.kind === 'flag') hearFlag(change);
    else if (change.kind === 'derived') {
      for (const [place, id] of (change.document.flag_ids ?? []).entries()) {
        const flag = activeOf(flags.get(id));
        const isSeen =
          scope.kind === 'member' ||
          (flag && resolve(flags, scope.applicationId, flag.key)?.id === id);
        if (flag && isSeen) add(change, 'updated', flag, place);
      }
    }
  }
  return expected;
}

const activeOf = (flag: FlagDocument | undefined): FlagDocument | undefined =>
  flag?.status === 'active' ? flag : undefined;

/** Whether flags are streamed, at any place of a log. */
function createStreamed(log: readonly Change[]) {
  const ofFlag = new Map<string, { seq: number; isStreamed: boolean }[]>();
  for (const { kind, entity_id: id, seq, document } of log) {
    if (kind !== 'flag' || !document) continue;
    const isStreamed = document.realtime_enabled;
    ofFlag.set(id, [...(ofFlag.get(id) ?? []), { seq, isStreamed }]);
  }
  return {
    changesAfter: (id: string, after: number, isNow: boolean): boolean =>
      (ofFlag.get(id) ?? []).some(({ seq, isStreamed }) => seq > after && isStreamed !== isNow),
  };
}
