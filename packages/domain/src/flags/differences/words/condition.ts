import { isObject, type JsonObject } from '../../../json.ts';
import { asJson, cut } from './values.ts';

/** A condition in words. */
export const asCondition = (condition: unknown): string => cut(say(condition, false));

function say(condition: unknown, isInner: boolean): string {
  if (!isObject(condition)) return asJson(condition);
  if (Array.isArray(condition['rules'])) return sayGroup(condition, condition['rules'], isInner);
  if (typeof condition['segment'] === 'string') return saySegment(condition);
  if (typeof condition['percent'] === 'number') return `${condition['percent']} % of them`;
  if (typeof condition['operator'] === 'string') return sayTest(condition);
  return asJson(condition);
}

function sayGroup(
  { operator = 'and' }: JsonObject,
  rules: readonly unknown[],
  isInner: boolean,
): string {
  const inner = rules.map((rule) => say(rule, true));
  if (operator === 'and' || operator === 'or') {
    const joined = inner.join(` ${operator} `);
    return isInner || inner.length === 0 ? `(${joined})` : joined;
  }
  return `${operator === 'none' ? 'none of' : 'not all of'} (${inner.join(', ')})`;
}

const saySegment = ({ segment, operator }: JsonObject): string =>
  `${operator === 'not_in' ? 'not ' : ''}in segment ${String(segment)}`;

function sayTest({ attribute, operator, values, value, negate }: JsonObject): string {
  const given = values ?? value;
  const said = Array.isArray(given) ? given.map(sayValue).join(', ') : given && sayValue(given);
  const words = [negate === true && 'not', attribute, String(operator).replaceAll('_', ' '), said];
  return words.filter((word) => typeof word === 'string' && word !== '').join(' ');
}

const sayValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
