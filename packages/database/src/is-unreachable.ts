import { causeOf } from './cause-of.ts';
import { Prisma } from './generated/client.ts';

/** What Prisma says when a server cannot be reached, or a transaction got no answer in its time. */
const codes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);

/** What its adapter says, in raw queries and at COMMIT. */
const kinds = new Set<unknown>([
  'ConnectionClosed',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TooManyConnections',
]);

/** What PostgreSQL says: it ends a session because it is stopped or has crashed, or still starts. */
const sqlStates = new Set<unknown>(['57P01', '57P02', '57P03']);

/** What pg says of a connection that broke or does not answer; such an error has no code. */
const brokenConnection =
  /^Connection terminated|has encountered a connection error|^Query read timeout|^timeout exceeded when trying to connect/;

/** Whether the database could not be reached, or was lost before it answered. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Prisma.PrismaClientKnownRequestError && codes.has(error.code)) return true;
  const { kind, code } = causeOf(error);
  return kinds.has(kind) || sqlStates.has(code) || brokenConnection.test(error.message);
}
