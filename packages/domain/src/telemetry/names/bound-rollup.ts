import { other } from '@halyard/contracts';

import { rowOf, subjectsOf, type Row, type Rollup, type Subject } from '../rollup/rollup.ts';
import type { Named } from './named.ts';

/** Names of cities and languages that a rollup is by, each once. */
export function namesOf(rollup: Rollup): Named[] {
  const names = new Map<string, Named>();
  const add = (subject: Subject, kind: 'city' | 'language', name: string): void => {
    if (name === '' || name === other) return;
    const { organizationId, flagId } = subject;
    const key = `${flagId} ${kind} ${name}`;
    if (!names.has(key)) names.set(key, { organizationId, flagId, kind, name });
  };
  for (const subject of subjectsOf(rollup)) {
    for (const { detail } of subject.rows.place.values()) add(subject, 'city', detail);
    for (const { name } of subject.rows.language.values()) add(subject, 'language', name);
  }
  return [...names.values()];
}

/** Puts what is by names that have no room under `(other)`. */
export function boundRollup(rollup: Rollup, isAdmitted: (named: Named) => boolean): void {
  for (const subject of subjectsOf(rollup)) {
    const { organizationId, flagId, rows } = subject;
    const hasRoom = (kind: 'city' | 'language', name: string): boolean =>
      name === '' || name === other || isAdmitted({ organizationId, flagId, kind, name });
    for (const [key, row] of rows.place) {
      if (!hasRoom('city', row.detail)) move(rows.place, key, row, row.name, other);
    }
    for (const [key, row] of rows.language) {
      if (!hasRoom('language', row.name)) move(rows.language, key, row, other, '');
    }
  }
}

function move(rows: Map<string, Row>, key: string, row: Row, name: string, detail: string): void {
  rows.delete(key);
  const there = rowOf(rows, name, detail);
  there.count += row.count;
  for (const user of row.users) there.users.push(user);
}
