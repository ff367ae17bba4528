import { invalidInput, type FlagDocument } from '@halyard/contracts';
import type { FlagEnvironment } from '@halyard/core';

import type { Context } from '../../context/context.ts';
import { noSuchEnvironment } from '../../environments/find.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { fieldsOf } from '../document/fields.ts';
import type { FlagReference } from '../stored/lock.ts';
import { updateFlag } from '../update.ts';

export interface CopyEnvironmentInput extends FlagReference {
  /** Name of the environment whose configuration is copied … */
  from: string;
  /** … and of the one that has it from then on. */
  to: string;
  /** Copies the switch, too: else what is on or off stays so, as only a toggle changes it. */
  copiesSwitch?: boolean;
  /** The last rule of an enabled environment may go although no percentage is set. */
  confirm?: boolean;
  reason?: string;
}

/** Gives one environment of a flag what another one has: everything, rule ids included, but the switch. */
export const copyEnvironment = (
  ctx: Context,
  { from, to, copiesSwitch = false, ...input }: CopyEnvironmentInput,
): Promise<FlagDocument> =>
  updateFlag(ctx, {
    ...input,
    change: {
      async revise(tx, flag) {
        await checkIsThere(tx, flag, to);
        const environments = new Map(Object.entries(flag.environments));
        const source = environments.get(from);
        if (!source || from === to) throw noSource();
        const enabled = (copiesSwitch ? source : environments.get(to))?.enabled ?? false;
        const copy: FlagEnvironment = { ...source, enabled };
        environments.set(to, copy);
        return { ...fieldsOf(flag), environments: Object.fromEntries(environments) };
      },
    },
  });

const noSource = () =>
  invalidInput([{ field: 'from', expected: 'another environment that the flag has' }]);

/** An environment that is gone may still be in an enterprise flag, and is not written to. */
async function checkIsThere(
  { db }: Transaction,
  { organization_id: organizationId, application_id: applicationId }: FlagDocument,
  name: string,
): Promise<void> {
  const known = await db.environment.findMany({
    where: { organizationId, ...(applicationId !== null && { applicationId }) },
    select: { name: true },
  });
  if (!known.some((environment) => environment.name === name)) throw noSuchEnvironment();
}
