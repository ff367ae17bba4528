import type { FlagDocument } from '@halyard/contracts';
import { toFlagDocument, type Transaction } from '@halyard/database';

/** All rows at once would stay in memory beside their documents. */
const batchSize = 500;

/** The flags of one organization, or of all; through a cursor of the transaction. */
export async function readFlags(
  tx: Transaction,
  organizationId: string | null,
): Promise<FlagDocument[]> {
  await tx.$executeRaw`
    DECLARE flags NO SCROLL CURSOR FOR
    SELECT organization_id AS "organizationId", id, application_id AS "applicationId", key, name,
      description, status::text, value_type::text AS "valueType", tags, version, definition,
      scheduled_start_at AS "scheduledStartAt", scheduled_end_at AS "scheduledEndAt",
      created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt"
    FROM flag
    WHERE ${organizationId}::uuid IS NULL OR organization_id = ${organizationId}::uuid`;
  const documents: FlagDocument[] = [];
  for (;;) {
    const rows = await tx.$queryRawUnsafe<FlagRow[]>(`FETCH ${batchSize} FROM flags`);
    for (const row of rows) documents.push(toFlagDocument(row));
    if (rows.length < batchSize) return documents;
  }
}

type FlagRow = Parameters<typeof toFlagDocument>[0];
