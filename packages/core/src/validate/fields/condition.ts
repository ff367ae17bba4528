import { findKinds } from '../../conditions/compile.ts';
import { deepest } from '../../conditions/condition.ts';
import { isObject, own } from '../../json.ts';
import { anything, listOf, object, type CheckFields } from './check-fields.ts';

const segmentTest = object('a segment test', { segment: anything, operator: anything });
const percentTest = object('a percent test', { percent: anything, by: anything, salt: anything });

/** A test whose values are checked so. */
const testOf = (value: CheckFields): CheckFields =>
  object('a test', {
    attribute: anything,
    operator: anything,
    values: listOf(value),
    value,
    negate: anything,
    case_insensitive: anything,
    on_missing: anything,
  });

/** Any condition, with others inside. */
function conditionAround(inner: CheckFields): CheckFields {
  const [plainTest, elementTest] = [testOf(anything), testOf(inner)];
  const test: CheckFields = (value, path, report) => {
    const isOfElements = isObject(value) && own(value, 'operator') === 'elem_match';
    (isOfElements ? elementTest : plainTest)(value, path, report);
  };
  const group = object('a group', { operator: anything, rules: listOf(inner) });
  const kinds = { rules: group, attribute: test, segment: segmentTest, percent: percentTest };
  return (value, path, report) => {
    const found = isObject(value) ? findKinds(value) : [];
    // One that is of two kinds is refused as such.
    if (found.length <= 1) kinds[found[0] ?? 'attribute'](value, path, report);
  };
}

// What is nested deeper than that is refused for its depth.
export const condition = Array.from({ length: deepest }).reduce(conditionAround, anything);
