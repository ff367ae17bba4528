import { isMissing, isObject, isSameJson } from '../json.ts';
import {
  anyOf,
  complement,
  never,
  ofWhole,
  one,
  perElement,
  type Operator,
  type Predicate,
} from './operator.ts';
import { toNumber, toText } from './scalars.ts';

/** Beyond it numbers and texts that read as numbers are compared as text. */
const exactNumbers = 2 ** 53;

/** A number that may be compared with a text: exactly known, whichever way it was written. */
function toComparableNumber(value: unknown): number | undefined {
  const number = toNumber(value);
  if (number === undefined || Math.abs(number) > exactNumbers) return undefined;
  // Texts just beyond the limit are rounded to it.
  const isAtLimit = typeof value === 'string' && Math.abs(number) === exactNumbers;
  return isAtLimit && value !== String(number) ? undefined : number;
}

/**
 * Whether a value equals any of the given: identical JSON; two texts as text; a number and a text
 * that reads as a number within ±2^53 as numbers; other scalars as text.
 */
export function equalsAny(values: readonly unknown[], caseInsensitive: boolean): Predicate {
  const fold = (text: string) => (caseInsensitive ? text.toLowerCase() : text);
  const texts = new Set(values.flatMap((value) => toText(value) ?? []).map(fold));
  const numbers = comparableNumbers(values, 'number');
  const numbersOfTexts = comparableNumbers(values, 'string');
  const others = values.filter((value) => toText(value) === undefined);

  const predicate: Predicate = (seen) => {
    if (typeof seen === 'string') {
      if (texts.has(fold(seen))) return true;
      const number = numbers && toComparableNumber(seen);
      return number !== undefined && numbers!.has(number);
    }
    if (typeof seen === 'number') {
      return texts.has(fold(String(seen))) || numbersOfTexts?.has(seen) === true;
    }
    if (typeof seen === 'boolean') return texts.has(String(seen));
    return others.some((other) => isSameJson(other, seen));
  };
  const isByText = !caseInsensitive && !numbers && texts.size <= fewTexts;
  return isByText ? Object.assign(predicate, { texts: [...texts] }) : predicate;
}

/** What values of one type are as numbers; nothing where none is one, which is nearly always. */
function comparableNumbers(
  values: readonly unknown[],
  type: 'number' | 'string',
): ReadonlySet<number> | undefined {
  const numbers = values
    .filter((value) => typeof value === type)
    .flatMap((value) => toComparableNumber(value) ?? []);
  return numbers.length > 0 ? new Set(numbers) : undefined;
}

/** Up to here comparing one by one is faster than hashing. */
const fewTexts = 8;

const equals = (operator: Operator['arity']): Operator =>
  perElement(operator, (values, { caseInsensitive }) => equalsAny(values, caseInsensitive));

const isEmpty: Predicate = (seen) => {
  if (Array.isArray(seen)) return seen.length === 0;
  return seen === '' || (isObject(seen) && Object.keys(seen).length === 0);
};

const presence = (matchesMissing: boolean, predicate: Predicate): Operator => ({
  ...ofWhole(perElement([0, 0], () => predicate)),
  matchesMissing,
  isAboutPresence: true,
});

const types = ['string', 'number', 'boolean', 'array', 'object'];

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

const typeIs = one(([type], _options, report) => {
  if (typeof type !== 'string' || !types.includes(type)) {
    report('values[0]', `one of ${types.join(', ')}`);
    return never;
  }
  return (seen) => !isMissing(seen) && typeOf(seen) === type;
});

const equal = equals([1, 1]);
const isIn = anyOf(equals([1, 1]).prepare);

export const equality: Record<string, Operator> = {
  equals: equal,
  not_equals: complement(equal),
  in: isIn,
  not_in: complement(isIn),
  exists: presence(false, () => true),
  not_exists: presence(true, () => false),
  empty: presence(true, isEmpty),
  not_empty: presence(false, (seen, input) => !isEmpty(seen, input)),
  is_true: perElement([0, 0], () => equalsAny([true], false)),
  is_false: perElement([0, 0], () => equalsAny([false], false)),
  type_is: ofWhole(typeIs),
};
