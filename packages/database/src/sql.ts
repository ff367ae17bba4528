import { Prisma } from './generated/client.ts';

/** A piece of a statement with its parameters, to be put into another. */
export type Sql = Prisma.Sql;

/** Makes a piece of a statement: what is put into it becomes a parameter, unless it is a piece itself. */
export const { sql, join: joinSql } = Prisma;
