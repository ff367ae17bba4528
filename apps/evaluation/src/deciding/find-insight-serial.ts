import type { FlagDocument } from '@halyard/contracts';
import type { Decision } from '@halyard/core';

import type { Asked } from '../asking/asked.ts';

/**
 * The number of the flag's environment, by which an evaluation id names it; `undefined` where the
 * evaluation is given no id, as feedback on it is not collected.
 */
export function findInsightSerial(
  { caller, givesIds, environment }: Pick<Asked, 'caller' | 'givesIds' | 'environment'>,
  { flag, reason }: Decision,
): number | undefined {
  // What a member tries out is not counted: feedback on it would be on nothing.
  if (!givesIds || caller.kind === 'member' || reason === 'DISABLED') return undefined;
  // Every flag of a replica was compiled from its document.
  const { environments, insight_serials: serials } = flag as FlagDocument & {
    insight_serials?: Record<string, number>;
  };
  if (serials === undefined || !Object.hasOwn(serials, environment)) return undefined;
  // A damaged row may have no environments at all.
  return environments?.[environment]?.smart_insights ? serials[environment] : undefined;
}
