import type { CompiledDataSet } from '../data-set.ts';
import { isObject } from '../json.ts';
import type { Problem, Report } from '../problem.ts';
import { usesOf } from '../segments/broken.ts';
import { compileSegment } from '../segments/compile.ts';
import { deepestSegment, findSound } from '../segments/sound.ts';
import { checkText } from './check-text.ts';
import { checkSegmentFields } from './fields/segment.ts';
import { lookUpSegments } from './look-up-segments.ts';
import type { ValidateOptions } from './validate-flag.ts';

/**
 * Everything about a segment that cannot work, for itself or for the segments that use it, or cannot
 * be stored, and the fields of its rules that the model does not have. Takes any JSON; never throws.
 */
export function validateSegment(segment: unknown, { dataSet, regex }: ValidateOptions): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (field, expected) => problems.push({ field, expected });
  if (!isObject(segment)) {
    report('', 'an object');
    return problems;
  }
  const compiled = compileSegment(segment, { regex, findSlot: lookUpSegments(dataSet, report) });
  problems.push(...compiled.problems);
  if (dataSet && problems.length === 0) {
    const used = [...compiled.uses].map(({ key }) => key);
    if (!isNestingSound(String(segment['key']), used, dataSet)) {
      report('rules', `segments nested at most ${deepestSegment} deep, and in no circle`);
    }
  }
  checkSegmentFields(segment, report);
  checkText(segment, report);
  return problems;
}

/** Whether it, and every segment that was sound before, is sound with what it uses now. */
function isNestingSound(key: string, used: readonly string[], dataSet: CompiledDataSet): boolean {
  const uses = usesOf(dataSet.segments.values());
  const before = findSound(uses);
  const after = findSound(uses.set(key, used));
  return after.has(key) && [...before].every((one) => after.has(one));
}
