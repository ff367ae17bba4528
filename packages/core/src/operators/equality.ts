import type { Input } from '../input.ts';
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
import { foldCase, toNumber, toText } from './scalars.ts';

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
  const areFew = values.length <= fewTexts && !caseInsensitive;
  const texts = areFew ? toTexts(values) : undefined;
  return texts ? equalsAnyText(texts) : equalsAnyValue(values, caseInsensitive);
}

/** Up to here comparing one by one is faster than hashing. */
const fewTexts = 8;

/** Values that are compared as texts alone, as most are; not copied where they are texts. */
function toTexts(values: readonly unknown[]): readonly string[] | undefined {
  if (values.every((value) => typeof value === 'string')) return values;
  const areTexts = values.every((value) => typeof value === 'string' || typeof value === 'boolean');
  return areTexts ? values.map(String) : undefined;
}

function equalsAnyText(texts: readonly string[]): Predicate {
  const numbers = comparableNumbers(texts, 'string');
  return { texts, matches: numbers ? equalsTextOrNumber(numbers) : equalsText };
}

function equalsText(seen: unknown, _input: Input, texts: readonly string[] = []): boolean {
  const text = toText(seen);
  return text !== undefined && texts.includes(text);
}

const equalsTextOrNumber =
  (numbers: ReadonlySet<number>): Predicate['matches'] =>
  (seen, input, texts) =>
    equalsText(seen, input, texts) || (typeof seen === 'number' && numbers.has(seen));

function equalsAnyValue(values: readonly unknown[], caseInsensitive: boolean): Predicate {
  const fold = foldCase(caseInsensitive);
  return equalsWanted({
    texts: new Set(values.flatMap((value) => toText(value) ?? []).map(fold)),
    numbers: comparableNumbers(values, 'number'),
    numbersOfTexts: comparableNumbers(values, 'string'),
    others: values.filter((value) => toText(value) === undefined),
    fold,
  });
}

interface Wanted {
  readonly texts: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number> | undefined;
  readonly numbersOfTexts: ReadonlySet<number> | undefined;
  readonly others: readonly unknown[];
  readonly fold: (text: string) => string;
}

const equalsWanted = ({ texts, numbers, numbersOfTexts, others, fold }: Wanted): Predicate => ({
  matches(seen) {
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
  },
});

/** What values of one type are as numbers; nothing where none is one, which is nearly always. */
function comparableNumbers(
  values: readonly unknown[],
  type: 'number' | 'string',
): ReadonlySet<number> | undefined {
  let numbers: Set<number> | undefined;
  for (const value of values) {
    const number = typeof value === type ? toComparableNumber(value) : undefined;
    if (number !== undefined) (numbers ??= new Set()).add(number);
  }
  return numbers;
}

const equals = (operator: Operator['arity']): Operator =>
  perElement(operator, (values, { caseInsensitive }) => equalsAny(values, caseInsensitive));

function isEmpty(seen: unknown): boolean {
  if (Array.isArray(seen)) return seen.length === 0;
  return seen === '' || (isObject(seen) && Object.keys(seen).length === 0);
}

const presence = (matchesMissing: boolean, matches: Predicate['matches']): Operator => ({
  ...ofWhole(perElement([0, 0], () => ({ matches }))),
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
  return { matches: (seen) => !isMissing(seen) && typeOf(seen) === type };
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
  not_empty: presence(false, (seen) => !isEmpty(seen)),
  is_true: perElement([0, 0], () => equalsAny([true], false)),
  is_false: perElement([0, 0], () => equalsAny([false], false)),
  type_is: ofWhole(typeIs),
};
