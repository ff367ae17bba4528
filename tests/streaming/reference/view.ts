import type { Change, FlagDocument } from '@halyard/contracts';

import type { Listener } from '../clients/listener.ts';
import { applyTo, resolve, toPayload, type Flags, type Payload } from './flags.ts';
import type { Scope } from './scope.ts';

/** What somebody of a scope sees, by key; for members also by application. */
type View = Map<string, Payload>;

const nameOf = (scope: Scope, key: string, applicationId: string | null): string =>
  scope.kind === 'member' ? `${applicationId} ${key}` : key;

/** What of all flags a scope sees. */
function viewOf(flags: Flags, scope: Scope): View {
  const all = [...flags.values()];
  const seen = all.filter(({ id, key, status }) =>
    scope.kind === 'member'
      ? status === 'active'
      : resolve(flags, scope.applicationId, key)?.id === id,
  );
  return new Map(
    seen.map((flag) => [nameOf(scope, flag.key, flag.application_id), toPayload(flag, scope)]),
  );
}

/** The view of a listener: what there was when it began, and what it was told since. */
function heardView({ scope, told, startSeq = 0 }: Listener, log: readonly Change[]): View {
  const flags: Flags = new Map();
  for (const change of log) if (change.seq <= startSeq) applyTo(flags, change);
  const view = viewOf(flags, scope);
  for (const { event, data } of told) {
    const { key, ...rest } = JSON.parse(data) as Payload & { key: string };
    const { application_id, environments, version, status } = rest;
    const name = nameOf(scope, key, application_id);
    if (event.endsWith('deleted')) view.delete(name);
    else view.set(name, { application_id, environments, version, status });
  }
  return view;
}

/** Names under which a listener may see what is gone: flags that were put away while not streamed. */
function untoldOf(log: readonly Change[], scope: Scope): Set<string> {
  const last = new Map<string, Change & { kind: 'flag' }>();
  for (const change of log) if (change.kind === 'flag') last.set(change.entity_id, change);
  const untold = [...last.values()].filter(({ document }) => document?.realtime_enabled === false);
  return new Set(
    untold.map(({ document }) => nameOf(scope, document!.key, document!.application_id)),
  );
}

/** Names of which a listener's view is not what the tables hold. */
export function findWrong(
  listener: Listener,
  log: readonly Change[],
  table: readonly FlagDocument[],
): string[] {
  const { scope } = listener;
  const truth = viewOf(new Map(table.map((flag) => [flag.id, flag])), scope);
  const view = heardView(listener, log);
  const untold = untoldOf(log, scope);
  const names = new Set([...truth.keys(), ...view.keys()]);
  return [...names].filter((name) => {
    if (!truth.has(name) && untold.has(name)) return false;
    return sorted(truth.get(name)) !== sorted(view.get(name));
  });
}

const sorted = (payload: Payload | undefined): string =>
  JSON.stringify(
    payload && {
      ...payload,
      environments: Object.entries(payload.environments).toSorted(([one], [other]) =>
        one < other ? -1 : 1,
      ),
    },
  );
