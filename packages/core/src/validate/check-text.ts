import { isObject } from '../json.ts';
import { fieldIn, type Report } from '../problem.ts';

/** PostgreSQL refuses both: U+0000, and a surrogate alone, which UTF-8 cannot encode. */
const unstorable = /[\0\p{Surrogate}]/gu;

const expected = 'text without U+0000 and without lone surrogates';

/** Reports every text that cannot be stored, be it a value or the name of one, however deep. */
export function checkText(document: unknown, report: Report): void {
  const found = [{ value: document, path: '' }];
  // A list that grows rather than a recursion: a document may be nested deeper than the stack is.
  for (const { value, path } of found) {
    if (typeof value === 'string') {
      if (!isStorable(value)) report(path, expected);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => found.push({ value: item, path: `${path}[${index}]` }));
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) {
        const field = fieldIn(path, name.replace(unstorable, '\ufffd'));
        if (!isStorable(name)) report(field, expected);
        found.push({ value: item, path: field });
      }
    }
  }
}

/** Whether a text can be stored as it is. */
export const isStorable = (text: string): boolean => text.search(unstorable) === -1;
