import type { Reported } from '../reports/reported.ts';
import type { Rows } from './read-rows.ts';

/** All that was lost, counted twice, or counted though nobody reported it. */
export function findMiscounts(reports: readonly Reported[], rows: Rows): string[] {
  const expected = new Set(reports.map(({ row }) => row));
  return [
    ...reports.flatMap((report) => describeMiscount(report, rows.own.get(report.row) ?? 0)),
    ...[...rows.own.keys()].filter((row) => !expected.has(row)).map((row) => `nobody’s: ${row}`),
    ...findDifferences(countShared(reports, rows), rows.shared),
    ...findDifferences(countUsers(reports, rows), new Map([...rows.users].map((row) => [row, 1]))),
  ];
}

function describeMiscount(report: Reported, count: number): string[] {
  const { kind, row, hasId, sent, acknowledged } = report;
  const most = hasId ? Math.min(sent, 1) : sent;
  const least = Math.min(acknowledged, most);
  if (count >= least && count <= most) return [];
  const what = hasId ? kind : `${kind} without an id`;
  return [`${what} ${row}: sent ${sent}, acknowledged ${acknowledged}, counted ${count}`];
}

/** What others' sums must be, if what is in rows of its own is right. */
function countShared(reports: readonly Reported[], { own }: Rows): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { row, shared } of reports) {
    const count = own.get(row) ?? 0;
    for (const name of count === 0 ? [] : shared) {
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}

const countUsers = (reports: readonly Reported[], { own }: Rows): Map<string, number> =>
  new Map(reports.filter(({ hasUser, row }) => hasUser && own.has(row)).map(({ row }) => [row, 1]));

function findDifferences(
  expected: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
): string[] {
  const names = new Set([...expected.keys(), ...counted.keys()]);
  return [...names]
    .filter((name) => expected.get(name) !== counted.get(name))
    .map((name) => `${name}: ${counted.get(name) ?? 0} instead of ${expected.get(name) ?? 0}`);
}
