import type { ReportedEvaluation } from '@halyard/contracts';

import { rowOf, subjectAt, type Rollup, type Row, type Source } from './rollup.ts';

/** Adds an evaluation that a client reported. */
export function addReported(rollup: Rollup, source: Source, reported: ReportedEvaluation): void {
  const { variation = '', result, country, city = '', language, user } = reported;
  const { rows } = subjectAt(rollup, source, reported);
  addOne(rowOf(rows.variation, variation, String(result)), user);
  if (country !== undefined) addOne(rowOf(rows.place, country, city), user);
  if (language !== undefined) addOne(rowOf(rows.language, language, ''), user);
}

function addOne(row: Row, user: string | undefined): void {
  row.count += 1;
  if (user !== undefined) row.users.push(user);
}
