const longest = 120;

/** A text short enough to be read at a glance. */
export function cut(text: string): string {
  if (text.length <= longest) return text;
  // By code points, so that none is cut in half.
  return `${Array.from(text)
    .slice(0, longest - 1)
    .join('')}…`;
}

export const asJson = (value: unknown): string =>
  value === undefined ? 'nothing' : cut(JSON.stringify(value));

export const asText = (value: unknown): string =>
  typeof value === 'string' ? `“${cut(value)}”` : asJson(value);

/** A name that cannot be mistaken for words around it. */
export const asName = (value: unknown): string =>
  typeof value === 'string' ? cut(value) : asJson(value);

export const asSwitch = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : asJson(value);

export const asPercent = (value: unknown): string =>
  typeof value === 'number' ? `${value} %` : asJson(value);
