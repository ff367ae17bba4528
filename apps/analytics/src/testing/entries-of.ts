import type { AuditEntryDetails } from '@halyard/contracts';

interface Listed {
  entries: AuditEntryDetails[];
  total: number;
  next_cursor?: string;
}

/** An answer as the list of entries that it is. */
export const listOf = ({ body }: { body: unknown }): Listed => body as Listed;

/** What its entries are about, in a few words each: `created flag`. */
export const wordsOf = (answer: { body: unknown }): string[] =>
  listOf(answer).entries.map(({ action, entity_type }) => `${action} ${entity_type}`);
