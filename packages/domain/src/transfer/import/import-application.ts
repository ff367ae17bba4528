import { ApplicationImport, parseInput, type ImportedApplication } from '@halyard/contracts';

import type { ApplicationReference } from '../../applications/lock.ts';
import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';
import type { JsonObject } from '../../json.ts';
import { recordTogether } from '../../record/record-together.ts';
import { withTransaction } from '../../transaction/with-transaction.ts';
import { importFlags } from './flags/import-flags.ts';
import { importEnvironments } from './import-environments.ts';
import { importSegments } from './import-segments.ts';
import { lockWhatIsThere } from './lock-what-is-there.ts';

export interface ImportApplicationInput extends ApplicationReference {
  /** `ApplicationImport`. */
  document: JsonObject;
  /** The last rule of an enabled environment may go although no percentage is set. */
  confirm?: boolean;
}

/** What is in a document at most takes a few; all others who write in the organization wait. */
const timeoutMs = 30_000;

/**
 * Makes or updates what a document has of an application: its environments, segments and flags, by
 * name and key, all or nothing. Deletes none of them; what is as the document says is not written.
 */
export async function importApplication(
  ctx: Context,
  { document: given, confirm = false, ...reference }: ImportApplicationInput,
): Promise<ImportedApplication> {
  authorise(ctx, 'application:import', reference.organizationId);
  const document = parseInput(ApplicationImport, given);
  return withTransaction(
    ctx,
    (transaction) =>
      recordTogether(transaction, reference.organizationId, async (tx) => {
        const there = await lockWhatIsThere(tx, reference, document);
        return {
          dry_run: ctx.isRehearsal,
          environments: await importEnvironments(tx, there.application, document),
          segments: await importSegments(tx, there, document),
          flags: await importFlags(tx, there, document, confirm),
        };
      }),
    timeoutMs,
  );
}
