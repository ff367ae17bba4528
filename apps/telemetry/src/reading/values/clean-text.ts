const nul = '\0';
/** In the mode that knows code points this matches surrogates without a partner alone. */
const loneSurrogates = /\p{Surrogate}/gu;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/**
 * A text as PostgreSQL can keep it: without U+0000, lone surrogates as U+FFFD, cut to so many UTF-16
 * code units without splitting a code point.
 */
export function cleanText(text: string, longest: number): string {
  const kept = text.includes(nul) ? text.replaceAll(nul, '') : text;
  const cut = kept.length > longest ? cutTo(kept, longest) : kept;
  return cut.replace(loneSurrogates, '\ufffd');
}

/** A pair at the end that would be split goes as a whole. */
const cutTo = (text: string, longest: number): string =>
  text.slice(0, isHighSurrogate(text.charCodeAt(longest - 1)) ? longest - 1 : longest);

/** A value that is a text with something in it, cleaned; else nothing. */
export function toText(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = cleanText(value, longest);
  return text === '' ? undefined : text;
}
