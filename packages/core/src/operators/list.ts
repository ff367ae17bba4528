import { equalsAny } from './equality.ts';
import { anyOf, never, ofWhole, one, type Operator } from './operator.ts';
import { toNumber } from './scalars.ts';

/** Every value is an element of the list. */
const allOf = anyOf((values, { caseInsensitive }) => {
  const wanted = values.map((value) => equalsAny([value], caseInsensitive));
  return {
    matches: (seen, input) =>
      Array.isArray(seen) &&
      wanted.every(({ matches, texts }) => seen.some((element) => matches(element, input, texts))),
  };
});

const size = one(([value], _options, report) => {
  const wanted = toNumber(value);
  if (wanted === undefined || !Number.isSafeInteger(wanted) || wanted < 0) {
    report('values[0]', 'an integer, 0 or more');
    return never;
  }
  return { matches: (seen) => Array.isArray(seen) && seen.length === wanted };
});

/** Some element's properties meet a condition, whose attributes are looked up in the element. */
const elemMatch = one(([condition], { compileElement }) => {
  const isMet = compileElement(condition, 'values[0]');
  return {
    matches: (seen, input) =>
      Array.isArray(seen) && seen.some((element: unknown) => isMet({ ...input, element })),
  };
});

export const list: Record<string, Operator> = {
  all_of: ofWhole(allOf),
  size: ofWhole(size),
  elem_match: ofWhole(elemMatch),
};
