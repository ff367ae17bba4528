import { trickyNames } from './flags.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A body made of one that is valid, and what is answered instead of 200. */
export interface HostileBody {
  readonly name: string;
  readonly make: (valid: JsonObject) => string | Buffer;
  /** `as_empty`: like a body of no fields; the required ones are missing then. */
  readonly status: 200 | 400 | 413 | 'as_empty';
}

/** JSON of lists, one inside the other. */
export const nestedLists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** JSON of objects, one inside the other. */
export const nestedObjects = (depth: number): string =>
  '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** With one field more, whose value is JSON already; it comes first. */
export const withField = (body: JsonObject, name: string, json: string): string => {
  const rest = JSON.stringify(body).slice(1, -1);
  return `{${JSON.stringify(name)}:${json}${rest && `,${rest}`}}`;
};

const same = (name: string, text: string | Buffer, status: HostileBody['status']): HostileBody => ({
  name,
  make: () => text,
  status,
});

const megabyte = 1024 * 1024;

/** What is hostile to every route that takes a body. */
export const hostileBodies: readonly HostileBody[] = [
  ...['null', 'true', '5', '-0', '1e400', '"x"', '[]', '[{}]', '{', '{"a":}', '{}{}', 'NaN'].map(
    (text) => same(text, text, 400),
  ),
  same('nothing', '', 'as_empty'),
  same('an empty object', '{}', 'as_empty'),
  same('white space', ' \r\n\t', 400),
  same('a byte order mark', '\uFEFF{}', 400),
  same('UTF-16', Buffer.from('{}', 'utf16le'), 400),
  same('gzip', Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64'), 400),
  same('zero bytes', Buffer.alloc(1_000), 400),
  same('an unfinished escape', '{"a":"\\u12"}', 400),
  same('a control character in a text', '{"a":"\n"}', 400),
  same('lists 5 000 deep', nestedLists(5_000), 400),
  same('lists 30 000 deep', nestedLists(30_000), 400),
  same('lists 30 000 deep that do not end', '['.repeat(60_000), 400),
  same('2 MB', `{"a":"${'x'.repeat(2 * megabyte)}"}`, 413),
  same('2 MB that are no JSON', Buffer.alloc(2 * megabyte, 0xff), 413),
  same('objects 5 000 deep', nestedObjects(5_000), 'as_empty'),
  ...[5_000, 30_000].map((depth): HostileBody => ({
    name: `a field ${depth} deep`,
    make: (valid) => withField(valid, 'deep', nestedLists(depth)),
    status: 200,
  })),
  ...trickyNames.map((name): HostileBody => ({
    name: `a field ${name}`,
    make: (valid) => withField(valid, name, '{"context":5,"keys":5,"environment":5}'),
    status: 200,
  })),
  {
    name: 'all in __proto__',
    make: (valid) => withField({}, '__proto__', JSON.stringify(valid)),
    status: 'as_empty',
  },
  {
    name: 'bytes that are no UTF-8 in a text',
    make: (valid) => {
      const text = Buffer.from(withField(valid, 'x', '"?"'));
      text[text.indexOf('?')] = 0xff;
      return text;
    },
    status: 200,
  },
  {
    name: 'a field that comes 5 000 times',
    make: (valid) => withField(valid, 'x', `5,${'"x":5,'.repeat(5_000)}"x":5`),
    status: 200,
  },
];

/** Values of every type, as JSON. */
export const wrongValues: readonly string[] = [
  'null',
  'true',
  '5',
  '-0',
  '1e400',
  '9007199254740993',
  '""',
  '"x"',
  '"\\ud800"',
  '[]',
  '[null]',
  '{}',
  '{"__proto__":{"user_id":"x"}}',
  nestedLists(5_000),
];
