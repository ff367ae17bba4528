import { headLength } from './head.ts';

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The bytes of a UUID of version 8. */
export const parseUuid = (text: string): Buffer | undefined =>
  form.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : undefined;

/** Writes a head and a tag in the form of a UUID: half of what joining hexadecimal texts costs. */
export function createUuidWriter(): (head: Buffer, tag: string) => string {
  const digits = Buffer.from('0123456789abcdef');
  const text = Buffer.from('00000000-0000-0000-0000-00');
  return (head, tag) => {
    for (let byte = 0, at = 0; byte < headLength; byte++) {
      if (text[at] === hyphen) at++;
      text[at++] = digits[head[byte]! >> 4]!;
      text[at++] = digits[head[byte]! & 0x0f]!;
    }
    return text.toString('latin1') + tag;
  };
}

const hyphen = 0x2d;
