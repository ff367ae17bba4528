import type { CompiledDataSet } from '../data-set.ts';
import { isActive } from '../find-flag.ts';
import { compileFlag } from '../flags/compile.ts';
import { isBroken, type CompiledFlag } from '../flags/compiled-flag.ts';
import type { Problem, Report } from '../problem.ts';
import type { FindSlot } from '../segments/slot.ts';
import { checkPrerequisites } from './check-prerequisites.ts';
import { lookUpSegments } from './look-up-segments.ts';

/** A flag that cannot be evaluated, and what stands in the way. */
export interface BrokenFlag {
  readonly id: string;
  readonly key: string;
  /** At least one; of the flag itself, then of what it refers to. */
  readonly problems: readonly Problem[];
}

/** The active flags of a data set that evaluate to `ERROR`; takes longer the more there are. */
export const findBroken = (dataSet: CompiledDataSet): readonly BrokenFlag[] =>
  [...dataSet.byId.values()]
    .filter((flag) => isActive(flag) && isBroken(flag))
    .map((flag) => ({
      id: flag.source.id,
      key: flag.source.key,
      problems: [...flag.problems, ...findBrokenReferences(flag, dataSet)],
    }));

/** A compiled flag no longer knows which field named what: it is compiled once more to tell. */
function findBrokenReferences(flag: CompiledFlag, dataSet: CompiledDataSet): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (field, expected) => problems.push({ field, expected });
  const lookUp = lookUpSegments(dataSet, report);
  const findSlot: FindSlot = (key, field) => {
    const slot = lookUp(key, field);
    if (slot.segment && slot.isBroken) report(field, 'a segment that is not broken itself');
    return slot;
  };
  compileFlag(flag.source, { regex: dataSet.regex, findSlot });
  checkPrerequisites(flag, dataSet, report);
  return problems;
}
