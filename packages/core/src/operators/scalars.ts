const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A number, or a text that reads as one; `undefined` for everything else. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !numeric.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const toLowerCase = (text: string): string => text.toLowerCase();
const asItIs = (text: string): string => text;

/** What is done to texts before they are compared. */
export const foldCase = (caseInsensitive: boolean): ((text: string) => string) =>
  caseInsensitive ? toLowerCase : asItIs;

/** A scalar as text; `undefined` for lists, objects and nothing. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
