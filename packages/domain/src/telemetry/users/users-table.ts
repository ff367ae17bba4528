import { sql, type Sql } from '@halyard/database';

/** A table of sketches by hours or by days. */
export interface UsersTable {
  readonly table: Sql;
  /** When a row's span of time begins. */
  readonly start: Sql;
}

export const hourlyUsers: UsersTable = { table: sql`hourly_users`, start: sql`hour` };
export const dailyUsers: UsersTable = { table: sql`daily_users`, start: sql`day` };
