import { equality } from './equality.ts';
import { list } from './list.ts';
import { network } from './network.ts';
import { number } from './number.ts';
import type { Operator } from './operator.ts';
import { place } from './place.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { version } from './version.ts';

const operators = new Map<string, Operator>(
  [equality, text, number, version, time, place, network, list].flatMap((group) =>
    Object.entries(group),
  ),
);

/** Other spellings that are read. */
const aliases = new Map([
  ['=', 'equals'],
  ['eq', 'equals'],
  ['!=', 'not_equals'],
  ['neq', 'not_equals'],
  ['>', 'gt'],
  ['>=', 'gte'],
  ['<', 'lt'],
  ['<=', 'lte'],
  ['startsWith', 'starts_with'],
  ['endsWith', 'ends_with'],
]);

/** The one name of an operator, whichever way it was written. */
export const operatorName = (written: string): string => aliases.get(written) ?? written;

export const findOperator = (written: string): Operator | undefined =>
  operators.get(operatorName(written));

export const operatorNames: readonly string[] = [...operators.keys()];

/** Where an operator looks when its test names no attribute. */
export const defaultAttribute = new Map([
  ['country_in', 'geolocation.country'],
  ['within_radius', 'geolocation'],
]);
