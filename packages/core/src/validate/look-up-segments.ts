import type { CompiledDataSet } from '../data-set.ts';
import type { Report } from '../problem.ts';
import { unknownSegment, type FindSlot } from '../segments/slot.ts';

/** Finds segments among those there are; one that is not there is a problem of whoever names it. */
export function lookUpSegments(dataSet: CompiledDataSet | undefined, report: Report): FindSlot {
  return (key, field) => {
    const slot = dataSet?.segments.get(key);
    if (dataSet && !slot?.segment) report(field, 'the key of a segment');
    return slot ?? unknownSegment(key);
  };
}
