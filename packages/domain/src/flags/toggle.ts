import { ChangeReason, parseInput, type FlagDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { withInsightDefaults } from './document/with-insight-defaults.ts';
import { checkIsActive, lockFlag, type FlagReference } from './stored/lock.ts';
import { saveFlag } from './stored/save.ts';

interface ToggleFlagInput extends FlagReference {
  /** Environment name. */
  environment: string;
  enabled: boolean;
  reason?: string;
}

/** Sets a flag's switch in one environment; doing so twice is the same as once. */
export async function toggleFlag(ctx: Context, input: ToggleFlagInput): Promise<FlagDocument> {
  authorise(ctx, 'flag:toggle', input.organizationId);
  parseInput(ChangeReason, { reason: input.reason });
  const { environment, enabled, reason } = input;
  return withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    checkIsActive(flag);
    const environments = new Map(Object.entries(flag.environments));
    environments.set(environment, { ...environments.get(environment), enabled });
    const after = await withInsightDefaults(tx, flag, {
      ...flag,
      environments: Object.fromEntries(environments),
    });
    return saveFlag(tx, flag, after, { action: 'toggled', reason, keepsDefinition: true });
  });
}
