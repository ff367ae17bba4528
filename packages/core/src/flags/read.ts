import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import type { Configuration } from '../model.ts';
import { fieldIn, type Report } from '../problem.ts';

const nothing: JsonObject = {};

/** Reads a list of objects of bounded length; nothing where the field is absent. */
export function readObjects(
  source: JsonObject,
  field: string,
  most: number,
  path: string,
  report: Report,
): readonly JsonObject[] {
  const list = own(source, field);
  if (isMissing(list)) return [];
  const where = fieldIn(path, field);
  if (!Array.isArray(list) || list.length > most) {
    report(where, `a list of at most ${most}`);
    return [];
  }
  return list.map((item: unknown, index) => {
    if (isObject(item)) return item;
    report(`${where}[${index}]`, 'an object');
    return nothing;
  });
}

/** Reads a text that must be there. */
export function readText(source: JsonObject, field: string, path: string, report: Report): string {
  const value = own(source, field);
  if (typeof value === 'string' && value !== '') return value;
  report(fieldIn(path, field), 'a text that is not empty');
  return '';
}

/** Reads a boolean that may be left out. */
export function readBoolean(
  source: JsonObject,
  field: string,
  otherwise: boolean,
  path: string,
  report: Report,
): boolean {
  const value = own(source, field);
  if (isMissing(value)) return otherwise;
  if (typeof value === 'boolean') return value;
  report(fieldIn(path, field), 'true or false');
  return otherwise;
}

export function readConfiguration(
  source: JsonObject,
  path: string,
  report: Report,
): Configuration | undefined {
  const value = own(source, 'configuration');
  if (isMissing(value)) return undefined;
  if (isObject(value)) return value;
  report(fieldIn(path, 'configuration'), 'an object');
  return undefined;
}
