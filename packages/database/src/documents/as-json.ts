import type { Prisma } from '../generated/client.ts';

/** A document as a JSON column takes it: interfaces lack the index signature that its type wants. */
export const asJson = (document: object): Prisma.InputJsonObject => document;
