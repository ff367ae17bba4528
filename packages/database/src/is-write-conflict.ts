import { causeOf } from './cause-of.ts';
import { Prisma } from './generated/client.ts';

const prismaCode = 'P2034';
const adapterKind = 'TransactionWriteConflict';
/** PostgreSQL’s “deadlock detected”. */
const sqlState = '40P01';

/** Whether a transaction failed only because of others at the same time: it can be tried again. */
export function isWriteConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === prismaCode) {
    return true;
  }
  const { kind, code } = causeOf(error);
  return kind === adapterKind || code === sqlState;
}
