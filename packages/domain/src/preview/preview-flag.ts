import { AppError, type FlagDocument } from '@halyard/contracts';
import {
  evaluate,
  identifierOf,
  type CompiledDataSet,
  type Decision,
  type EvaluationContext,
} from '@halyard/core';

import type { Context } from '../context/context.ts';
import type { FlagChange } from '../flags/document/apply-change.ts';
import { findFlag, type FlagName } from '../read/flags.ts';
import { withSnapshot } from '../transaction/with-snapshot.ts';
import { draftFlag } from './draft-flag.ts';
import { loadDataSet } from './load-data-set.ts';

export interface PreviewFlagInput {
  flag: FlagName;
  /** What is looked at instead of the flag as it is. */
  draft: FlagChange | undefined;
  environment: string;
  contexts: readonly EvaluationContext[];
  /** Unix time, milliseconds. */
  now: number;
}

/**
 * What a flag, or a draft of it, decides for each context, with the steps that lead there; each is
 * decided when it is asked for. Nothing is counted, written or locked. Throws what writing the draft
 * would.
 */
export async function previewFlag(
  ctx: Context,
  input: PreviewFlagInput,
): Promise<Iterable<Decision>> {
  const identifiers = input.contexts.map(identifierOf).filter((id) => id !== undefined);
  const { flag, dataSet } = await withSnapshot(ctx, async (tx) => {
    const saved = await findFlag(tx.db, input.flag);
    if (saved.status === 'archived') throw decidesNothing();
    const flag = input.draft ? await draftFlag(tx, saved, input.draft) : saved;
    return { flag, dataSet: await loadDataSet(tx, flag, [...new Set(identifiers)]) };
  });
  return decideEach(dataSet, flag, input);
}

const decidesNothing = () =>
  new AppError('conflict', 'This flag is archived: it decides nothing until it is restored.');

function* decideEach(
  dataSet: CompiledDataSet,
  { key: flagKey, application_id: applicationId }: FlagDocument,
  { environment, contexts, now }: PreviewFlagInput,
): Generator<Decision> {
  const request = { applicationId, flagKey, environment, now, trace: true };
  for (const context of contexts) {
    const evaluation = evaluate(dataSet, { ...request, context });
    if (!evaluation.found) throw new TypeError('An active flag does not decide for its own key.');
    yield evaluation;
  }
}
