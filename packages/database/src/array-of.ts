/** What an array may hold; `null` is SQL's. */
type Element = string | number | boolean | Date | null;

/**
 * Values as the text of a PostgreSQL array, to be cast: `${arrayOf(ids)}::uuid[]`. Where there are
 * thousands, an array itself takes the client three times as long: it looks at each value several
 * times.
 *
 * Source: PostgreSQL 17 documentation, 8.15.6, "Array Input and Output Syntax".
 */
export const arrayOf = (values: readonly Element[]): string => `{${values.map(toText).join(',')}}`;

/** Needs no quotes, whatever its type; `NULL` would be none. */
const plain = /^(?!null$)[\w.:+-]+$/i;

function toText(value: Element): string {
  if (typeof value === 'string') return plain.test(value) ? value : quote(value);
  if (value instanceof Date) return value.toISOString();
  return value === null ? 'NULL' : String(value);
}

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
