import { isMissing, isObject, own } from '../../json.ts';
import { fieldIn, type Report } from '../../problem.ts';

/** Reports the fields that the model does not have; what it holds otherwise is not looked at. */
export type CheckFields = (value: unknown, path: string, report: Report) => void;

export const anything: CheckFields = () => undefined;

/** An object that has these fields and no others. */
export const object =
  (name: string, fields: Readonly<Record<string, CheckFields>>): CheckFields =>
  (value, path, report) => {
    if (!isObject(value)) return;
    for (const [field, content] of Object.entries(value)) {
      if (content === undefined) continue;
      if (Object.hasOwn(fields, field)) fields[field]!(content, fieldIn(path, field), report);
      else report(fieldIn(path, field), `a field of ${name}: ${Object.keys(fields).join(', ')}`);
    }
  };

export const listOf =
  (check: CheckFields): CheckFields =>
  (value, path, report) => {
    if (!Array.isArray(value)) return;
    value.forEach((item, index) => check(item, `${path}[${index}]`, report));
  };

export const byName =
  (check: CheckFields): CheckFields =>
  (value, path, report) => {
    if (!isObject(value)) return;
    for (const [name, item] of Object.entries(value)) check(item, fieldIn(path, name), report);
  };

/** Leaves out what has a short form that could not be read: compilation refuses it and tells why. */
export const unlessUnread =
  (shortForm: string, check: CheckFields): CheckFields =>
  (value, path, report) => {
    if (isObject(value) && isMissing(own(value, shortForm))) check(value, path, report);
  };
