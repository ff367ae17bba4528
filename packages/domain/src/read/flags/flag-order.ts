import type { ListFlagsQuery } from '@halyard/contracts';
import { sql, type Sql } from '@halyard/database';

import { isUuid } from '../../uuid.ts';
import { readCursor, toCursor } from '../cursor.ts';
import { isTime } from '../is-time.ts';

type Sort = ListFlagsQuery['sort'];

interface Sorting {
  /** The same on every database, whatever its collation. */
  column: Sql;
  usual: 'asc' | 'desc';
  /** Its value in a cursor, as the column's type. */
  valueOf: (text: string) => Sql;
  isValue: (text: string) => boolean;
}

const ofTimes = {
  usual: 'desc',
  valueOf: (text: string) => sql`${text}::timestamptz`,
  isValue: isTime,
} as const;

const ofTexts = {
  usual: 'asc',
  valueOf: (text: string) => sql`${text}`,
  isValue: () => true,
} as const;

const sortings: Readonly<Record<Sort, Sorting>> = {
  created_at: { column: sql`created_at`, ...ofTimes },
  updated_at: { column: sql`updated_at`, ...ofTimes },
  key: { column: sql`key COLLATE "C"`, ...ofTexts },
  name: { column: sql`lower(name) COLLATE "C"`, ...ofTexts },
};

/** A flag's place in a list: what it is sorted by, and its id where that is the same. */
interface Place {
  id: string;
  sorted: string | Date;
}

/** How a list of flags goes on from page to page. */
export function flagOrder({ sort, order: given, cursor }: ListFlagsQuery) {
  const { column, usual, valueOf, isValue } = sortings[sort];
  const order = given ?? usual;
  const isOfThis = ([of, direction, value, id, ...more]: readonly string[]): boolean =>
    of === sort && direction === order && isValue(value ?? '') && isUuid(id ?? '') && !more.length;
  const place = cursor === undefined ? undefined : readCursor(cursor, isOfThis);
  return {
    column,
    orderBy: order === 'asc' ? sql`${column}, id` : sql`${column} DESC, id DESC`,
    /** What comes after the cursor. */
    after: place && isAfter(order, column, valueOf(place[2]!), place[3]!),
    cursorAt: ({ sorted, id }: Place): string =>
      toCursor([sort, order, typeof sorted === 'string' ? sorted : sorted.toISOString(), id]),
  };
}

function isAfter(order: 'asc' | 'desc', column: Sql, value: Sql, id: string): Sql {
  const place = sql`(${value}, ${id}::uuid)`;
  return order === 'asc' ? sql`(${column}, id) > ${place}` : sql`(${column}, id) < ${place}`;
}
