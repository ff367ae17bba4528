import type { Change, FlagDocument } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hears, type Scope } from '../access/scope.ts';
import {
  anySteps,
  applications,
  playSteps,
  type Quietness,
  type RandomHistory,
} from '../testing/random-history.ts';
import { explainChanges } from './explain-changes.ts';
import type { Entry, News } from './news.ts';

const comesAndGoes = new Set(['created', 'archived', 'restored', 'deleted']);

/** Of each flag the first change that made it come or go, as the log is asked for it. */
const firstComings = (rows: readonly Change[]): Change[] => {
  const told = new Set<string>();
  return rows.filter((row) => {
    if (row.kind !== 'flag' || !comesAndGoes.has(row.action) || told.has(row.entity_id))
      return false;
    told.add(row.entity_id);
    return true;
  });
};

/** The same history, told row by row as it came about, and in parts when all was over. */
function tellTwice(quietness: Quietness) {
  const cuts = fc.array(fc.nat(40), { maxLength: 3 });
  return fc.tuple(anySteps(quietness), cuts).map(([steps, cuts]) => {
    const live: Entry[] = [];
    const history = playSteps(steps, (row, dataSet) =>
      live.push(...explainChanges([row], { dataSet })),
    );
    const { rows, dataSet } = history;
    const bounds = [...new Set([0, ...cuts.map((cut) => cut % (rows.length + 1)), rows.length])];
    const ends = bounds.toSorted((a, b) => a - b);
    const later = ends.flatMap((end, index) => {
      const part = rows.slice(ends[index - 1] ?? 0, end);
      return explainChanges(part, { dataSet, later: firstComings(rows.slice(end)) });
    });
    return { ...history, live, later };
  });
}

/** All but what a flag contains. */
const gist = ({ seq, isResync, news }: Entry) => ({
  seq,
  isResync,
  news: news.map(({ flag: { key, applicationId }, ...rest }) => ({ key, applicationId, ...rest })),
});

/** News of the very flag that a row changed. */
const ownNews = ({ news }: Entry, row: Change): News[] =>
  news.filter(
    ({ flag }) =>
      row.kind === 'flag' &&
      flag.key === row.document!.key &&
      flag.applicationId === row.document!.application_id,
  );

test('a history means the same to the same listeners, told live or later, at once or in parts', () => {
  fc.assert(
    fc.property(tellTwice('kept'), ({ live, later }) => {
      expect(later.map(gist)).toEqual(live.map(gist));
    }),
    { numRuns: 400 },
  );
});

test('what a change says of its own flag is the same later, whatever is no longer streamed', () => {
  fc.assert(
    fc.property(tellTwice('changing'), ({ rows, live, later }) => {
      const own = (entries: Entry[]) => entries.map((entry, index) => ownNews(entry, rows[index]!));
      expect(own(later)).toEqual(own(live));
    }),
    { numRuns: 400 },
  );
});

test('nothing is told of a flag whose changes are not streamed', () => {
  fc.assert(
    fc.property(tellTwice('kept'), ({ truths, live, later }) => {
      const isQuiet = ({ flag: { key, applicationId } }: News, seq: number) =>
        [...truths[seq - 1]!.values(), ...truths[seq]!.values()].some(
          (flag) =>
            flag.key === key && flag.application_id === applicationId && !flag.realtime_enabled,
        );
      for (const { seq, news } of [...live, ...later])
        expect(news.filter((one) => isQuiet(one, seq))).toEqual([]);
    }),
  );
});

const scopes: Scope[] = [
  { kind: 'member', organizationId: 'org' },
  ...applications.map(
    (applicationId) =>
      ({ kind: 'key', organizationId: 'org', applicationId, environment: null }) as const,
  ),
];

type View = Map<string, { version: number; isOn: boolean | undefined }>;

const inView = ({ version, environments }: FlagDocument) => ({
  version,
  isOn: environments['production']?.enabled,
});

/** What a scope has after so many rows, by the rule of which flag decides. */
function truthFor(scope: Scope, { truths }: RandomHistory, rows: number): View {
  const active = [...truths[rows]!.values()].filter(({ status }) => status === 'active');
  if (scope.kind === 'member')
    return new Map(active.map((flag) => [`${flag.key} ${flag.application_id}`, inView(flag)]));
  const ofEnterprise = active.filter((flag) => flag.application_id === null);
  const own = active.filter((flag) => flag.application_id === scope.applicationId);
  return new Map([...ofEnterprise, ...own].map((flag) => [flag.key, inView(flag)]));
}

function hear(view: View, scope: Scope, { news }: Entry): void {
  for (const { kind, flag } of news.filter((one) => hears(scope, one))) {
    const name = scope.kind === 'member' ? `${flag.key} ${flag.applicationId}` : flag.key;
    if (kind === 'deleted') view.delete(name);
    else view.set(name, { version: flag.version, isOn: flag.environments['production'] });
  }
}

test('whoever applies what they hear ends with what their application resolves to', () => {
  fc.assert(
    fc.property(tellTwice('none'), fc.nat(40), (history, given) => {
      const from = given % (history.rows.length + 1);
      for (const scope of scopes) {
        for (const entries of [history.live, history.later]) {
          const view = truthFor(scope, history, from);
          for (const entry of entries.slice(from)) hear(view, scope, entry);
          expect(view).toEqual(truthFor(scope, history, history.rows.length));
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('no scope hears of one row twice of one flag', () => {
  fc.assert(
    fc.property(tellTwice('changing'), ({ live, later }) => {
      for (const { news } of [...live, ...later]) {
        for (const scope of scopes) {
          const places = news.filter((one) => hears(scope, one)).map(({ place }) => place);
          expect(new Set(places).size).toBe(places.length);
        }
      }
    }),
  );
});

const base = { organization_id: 'org', seq: 7, entity_id: 'e', at: '2026-06-01T00:00:00.000Z' };
const { dataSet } = playSteps([]);

test('more flags than are listed, or a deletion without a trace, let everybody start over', () => {
  const rows: Change[] = [
    { ...base, kind: 'derived', action: 'derived', document: { flag_ids: null } },
    { ...base, kind: 'flag', action: 'deleted', document: null },
  ];
  for (const row of rows)
    expect(explainChanges([row], { dataSet })).toMatchObject([{ isResync: true, news: [] }]);
});

test('what concerns no flag is told to nobody', () => {
  const rows: Change[] = [
    { ...base, kind: 'api_key', action: 'key_revoked', document: null },
    { ...base, kind: 'segment', action: 'deleted', document: null },
    { ...base, kind: 'derived', action: 'derived', document: { flag_ids: ['unknown'] } },
  ];
  for (const row of rows)
    expect(explainChanges([row], { dataSet })).toMatchObject([{ isResync: false, news: [] }]);
});
