import type { QueuePayload } from '@halyard/contracts';

import { rowOf, subjectAt, type Rollup, type Row, type RowKind } from './rollup.ts';

type Counts = Pick<QueuePayload<'evaluation-counts'>, 'flags' | 'places' | 'languages'>;

/** Adds what a node counted of its own evaluations. */
export function addCounted(rollup: Rollup, { flags, places, languages }: Counts): void {
  for (const row of flags) {
    const { variation, result, identified } = row;
    add(rollup, row, 'variation', variation ?? '', String(result)).identified += identified;
  }
  for (const row of places) add(rollup, row, 'place', row.country, row.city ?? '');
  for (const row of languages) add(rollup, row, 'language', row.language, '');
}

type Counted = Counts['flags'][number] | Counts['places'][number] | Counts['languages'][number];

function add(rollup: Rollup, counted: Counted, kind: RowKind, name: string, detail: string): Row {
  const { organizationId, applicationId, flagId, environment, hourMs, count, users } = counted;
  const source = { organizationId, applicationId, reporter: 'server' } as const;
  const { rows } = subjectAt(rollup, source, { flagId, environment, atMs: hourMs });
  const row = rowOf(rows[kind], name, detail);
  row.count += count;
  for (const user of users) row.users.push(user);
  return row;
}
