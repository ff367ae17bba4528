import { checkDepth, FlagFields, parseInput, type FlagDocument } from '@halyard/contracts';
import { normaliseFlag } from '@halyard/core';

import { isObject, type JsonObject } from '../../json.ts';
import { findSegmentKeys } from '../../segments/stored/find.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { mergePatch } from './merge-patch.ts';

const names = Object.keys(FlagFields.shape) as (keyof FlagFields)[];

/** What people have said of a flag. */
export const fieldsOf = (document: FlagDocument): FlagFields =>
  Object.fromEntries(
    names.flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]])),
  ) as unknown as FlagFields;

/**
 * Reads a merge patch of a flag's fields, short forms included, over what there was: nothing for a
 * flag that is new or replaced.
 */
export async function readFields(
  tx: Transaction,
  organizationId: string,
  before: JsonObject,
  patch: JsonObject,
): Promise<FlagFields> {
  checkDepth(patch);
  const segmentKeys = await findSegmentKeys(tx, organizationId, segmentIdsIn(patch));
  const normalised = normaliseFlag(patch, {
    newRuleId: tx.ctx.newId,
    findSegmentKey: (id) => segmentKeys.get(id),
  });
  return parseInput(FlagFields, mergePatch(before, normalised as JsonObject));
}

/** The v1 API's rules name segments by id. */
function segmentIdsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(segmentIdsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    field === 'segmentId' && typeof inner === 'string' ? [inner] : segmentIdsIn(inner),
  );
}
