import { checkDepth, parseInput, SegmentFields, type SegmentDocument } from '@halyard/contracts';
import { normaliseSegment } from '@halyard/core';

import type { JsonObject } from '../../json.ts';

const names = Object.keys(SegmentFields.shape) as (keyof SegmentFields)[];

/** What people have said of a segment. */
export const fieldsOf = (document: SegmentDocument): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]])),
  );

/**
 * Reads a merge patch of a segment's fields over what there was: nothing for a segment that is new
 * or replaced. `null` removes; rules replace as a whole.
 */
export function readFields(before: JsonObject, patch: JsonObject): SegmentFields {
  checkDepth(patch);
  const normalised = normaliseSegment(patch) as JsonObject;
  const merged = Object.entries({ ...before, ...normalised }).filter(([, value]) => value !== null);
  return parseInput(SegmentFields, Object.fromEntries(merged));
}
