import { isFlagDocument, type FlagDocument, type FlagEventKind } from '@halyard/contracts';
import type { FlagEnvironment } from '@halyard/core';

import type { Applications, News, StreamedFlag } from './news.ts';
import { wasActive, type FlagChange, type Presence, type PresentFlag } from './presence.ts';

/** What a change of a flag means for members, and for keys, who see what a key resolves to. */
export function explainFlag(change: FlagChange, presence: Presence): News[] {
  const { document, action } = change;
  if (!document) return [];
  const flag = {
    document,
    isActive: isFlagDocument(document) && document.status === 'active',
  };
  presence.put(change.entity_id, flag);
  const kind = kinds[action] ?? 'updated';
  const shown = whatKeysSee(flag, { kind, wasActive: wasActive(change) }, presence);
  if (!shown) return toNews(flag, kind, { forMembers: true });
  const forKeysOf = applicationsOf(flag, presence);
  // One piece of news where both see the same, so that it is written once.
  const isSame = shown.flag === flag && shown.kind === kind;
  if (isSame) return toNews(flag, kind, { forMembers: true, forKeysOf });
  return [
    ...toNews(flag, kind, { forMembers: true }),
    ...toNews(shown.flag, shown.kind, { forKeysOf }),
  ];
}

const kinds: Readonly<Record<string, FlagEventKind>> = {
  created: 'created',
  archived: 'deleted',
  deleted: 'deleted',
};

/** What a key resolves to now, and what happened to it; nothing where that is as it was. */
function whatKeysSee(
  flag: PresentFlag,
  { kind, wasActive }: { kind: FlagEventKind; wasActive: boolean },
  presence: Presence,
): { flag: PresentFlag; kind: FlagEventKind } | undefined {
  const { isActive, document } = flag;
  if (!wasActive && !isActive) return undefined;
  const shadowed =
    document.application_id === null ? undefined : findEnterprise(document, presence);
  if (shadowed && !isActive) return { flag: shadowed, kind: 'updated' };
  return { flag, kind: shadowed ? 'updated' : kind };
}

const findEnterprise = ({ key }: { key: string }, presence: Presence): PresentFlag | undefined =>
  presence.activeOf(key).find(({ document }) => document.application_id === null);

/** Whose keys resolve to a flag: all, for an enterprise flag, that have no flag of their own. */
export function applicationsOf({ document }: PresentFlag, presence: Presence): Applications {
  const { application_id: applicationId, key } = document;
  if (applicationId !== null) return { only: applicationId };
  return {
    allBut: new Set(presence.activeOf(key).flatMap(({ document: d }) => d.application_id ?? [])),
  };
}

/** Nothing of a flag that is not to be streamed. */
export function toNews(
  { document }: PresentFlag,
  kind: FlagEventKind,
  audience: { forMembers?: true; forKeysOf?: Applications; place?: number },
): News[] {
  if (!document.realtime_enabled) return [];
  const { forMembers = false, forKeysOf, place = 0 } = audience;
  return [{ place, kind, flag: toStreamed(document, kind), forMembers, forKeysOf }];
}

const toStreamed = (document: PresentFlag['document'], kind: FlagEventKind): StreamedFlag => ({
  key: document.key,
  applicationId: document.application_id,
  environments: isFlagDocument(document) ? switchesOf(document.environments) : {},
  version: document.version,
  status: kind === 'deleted' && !isFlagDocument(document) ? 'deleted' : document.status,
});

/** As far as they can be read: a row may be damaged. */
const switchesOf = (environments: FlagDocument['environments'] | null): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(environments ?? {}).map(([name, given]: [string, FlagEnvironment | null]) => [
      name,
      given?.enabled === true,
    ]),
  );
