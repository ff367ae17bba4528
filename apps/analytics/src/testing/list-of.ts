import type { AuditEntryDetails } from '@halyard/contracts';

interface Listed {
  entries: AuditEntryDetails[];
  total: number;
  next_cursor?: string;
}

/** An answer as the list of entries that it is. */
export const listOf = ({ body }: { body: unknown }): Listed => body as Listed;
