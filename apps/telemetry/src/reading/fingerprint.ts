import { hash } from 'node:crypto';

const hexDigits = 16;

/** So much is looked at; what is left of it is cut once more, so that long numbers move no edge. */
export const longestFingerprinted = 4_000;
const longestKept = 1_000;

/** What differs between two occurrences of one error → what stands for it; each takes linear time. */
const placeholders: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '<uuid>'],
  [/(\bhttps?:\/\/[^\s?#"'<>]{0,1000})[?#][^\s"'<>]*/gi, '$1<query>'],
  [/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '<email>'],
  [/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, '<text>'],
  [/\b\d+(?:[.,]\d+)*(?:e[+-]?\d+)?\b/gi, '<n>'],
  // A word of hexadecimal digits, one of them a decimal one: 7f3a, 0x1f, deadbeef1.
  [/\b(?:0x)?[a-f]*\d[\da-f]*\b/gi, '<n>'],
  [/\d+/g, '<n>'],
  [/<n>(?:[.,]<n>)+/g, '<n>'],
  [/(?<![\w>])[+-]<n>/g, '<n>'],
];

/**
 * What errors have in common that are the same but for numbers, ids, quoted texts, queries and
 * addresses: 16 hexadecimal digits.
 */
export function fingerprintOf(type: string, message: string): string {
  let common = message.slice(0, longestFingerprinted);
  for (const [pattern, placeholder] of placeholders) {
    common = common.replaceAll(pattern, placeholder);
  }
  // No text has U+0000 in it any more, so that no two pairs make the same text.
  return hash('sha256', `${type}\0${common.slice(0, longestKept)}`, 'hex').slice(0, hexDigits);
}
