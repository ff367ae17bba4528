import type { KeyClients } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { takeLocks } from '../take-locks.ts';

/** Of each key: those seen last. */
const mostNames = 50;

/** Notes by what names the clients of keys call themselves. */
export async function noteClients(
  { db, ctx }: Transaction,
  clients: readonly KeyClients[],
): Promise<void> {
  const named = clients.flatMap(({ names, ...key }) => names.map((name) => ({ ...key, name })));
  if (named.length === 0) return;
  const keyIds = named.map(({ keyId }) => keyId);
  // What falls off the list is deleted in no order.
  await takeLocks(
    db,
    keyIds.map((id) => `clients ${id}`),
  );
  await db.$executeRaw`
    INSERT INTO client_name (organization_id, key_id, name, application_id, last_seen_at)
    SELECT DISTINCT *, ${ctx.now().toISOString()}::timestamptz FROM unnest(
      ${named.map(({ organizationId }) => organizationId)}::uuid[],
      ${keyIds}::uuid[],
      ${named.map(({ name }) => name)}::text[],
      ${named.map(({ applicationId }) => applicationId)}::uuid[]
    ) AS named (organization_id, key_id, name, application_id)
    ORDER BY 1, 2, 3
    ON CONFLICT (organization_id, key_id, name) DO UPDATE SET last_seen_at = excluded.last_seen_at`;
  await db.$executeRaw`
    DELETE FROM client_name AS known USING (
      SELECT organization_id, key_id, name, row_number() OVER (
        PARTITION BY organization_id, key_id ORDER BY last_seen_at DESC, name
      ) AS rank
      FROM client_name WHERE key_id = ANY (${keyIds}::uuid[])
    ) AS ranked
    WHERE rank > ${mostNames} AND known.organization_id = ranked.organization_id
      AND known.key_id = ranked.key_id AND known.name = ranked.name`;
}
