import { Prisma } from './generated/client.ts';

/** The adapter's account of an error: its kind and, where PostgreSQL said it, its SQLSTATE. */
export function causeOf(error: Error): { kind: unknown; code: unknown } {
  const adapterError =
    error instanceof Prisma.PrismaClientKnownRequestError
      ? (error.meta?.['driverAdapterError'] as Error | undefined)
      : error;
  return { kind: undefined, code: undefined, ...(adapterError?.cause as object | undefined) };
}
