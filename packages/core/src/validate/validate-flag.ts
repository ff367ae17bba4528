import type { CompiledDataSet } from '../data-set.ts';
import { compileFlag } from '../flags/compile.ts';
import { withoutInstants } from '../flags/schedule.ts';
import type { Served } from '../flags/serving.ts';
import { isObject, own } from '../json.ts';
import type { Flag } from '../model.ts';
import { withFields } from '../normalise/fields.ts';
import type { RegexEngine } from '../operators/operator.ts';
import type { Problem, Report } from '../problem.ts';
import { checkPrerequisites } from './check-prerequisites.ts';
import { checkSize } from './check-size.ts';
import { checkText } from './check-text.ts';
import { checkFlagFields } from './fields/flag.ts';
import { lookUpSegments } from './look-up-segments.ts';

export interface ValidateOptions {
  /** What the flag or segment will live beside; without it references are not checked. */
  dataSet?: CompiledDataSet;
  regex?: RegexEngine;
}

/**
 * Everything about a flag, in the model's form, that cannot work or be stored, and the fields inside
 * that the model does not have. The same code compiles flags for evaluation, so that what passes here
 * is not broken later. Of scheduled times it looks at what is written, not at the instants beside it.
 * Takes any JSON; never throws.
 */
export function validateFlag(flag: unknown, { dataSet, regex }: ValidateOptions): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (field, expected) => problems.push({ field, expected });
  if (!isObject(flag)) {
    report('', 'an object');
    return problems;
  }
  checkSize(flag, report);
  const compiled = compileFlag(withFields(flag, withoutInstants) as unknown as Flag, {
    regex,
    findSlot: lookUpSegments(dataSet, report),
    noteServed: (served, path) => checkValue(own(flag, 'value_type'), served, path, report),
  });
  checkFlagFields(flag, report);
  checkText(flag, report);
  checkValueType(own(flag, 'value_type'), report);
  if (dataSet) checkPrerequisites(compiled, dataSet, report);
  return [...compiled.problems, ...problems];
}

const valueTypes = new Set<unknown>(['boolean', 'string', 'number', 'json', undefined]);

function checkValueType(valueType: unknown, report: Report): void {
  if (!valueTypes.has(valueType)) report('value_type', 'boolean, string, number or json');
}

/** A flag of type string or number gives the `value` of what it serves. */
function checkValue(valueType: unknown, served: Served, path: string, report: Report): void {
  if (valueType !== 'string' && valueType !== 'number') return;
  const { configuration } = served;
  if (!configuration || typeof own(configuration, 'value') === valueType) return;
  report(`${path}.configuration.value`, `a ${valueType}, as the flag's value_type says`);
}
