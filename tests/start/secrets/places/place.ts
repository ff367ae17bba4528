import type { SecretBook } from '../secret-book.ts';

/** Something that people, programs or disks come to see. */
export interface Place {
  name: string;
  text: string;
  /** The secrets that are there on purpose. */
  meant?: readonly string[];
}

/** Each secret that shows where it is not meant to, as `secret in place`; never the secret itself. */
export const findLeaks = (book: SecretBook, places: readonly Place[]): string[] =>
  places.flatMap(({ name, text, meant = [] }) => {
    const meantNames = new Set(meant.map(book.nameOf));
    return book
      .findIn(text)
      .filter((secret) => !meantNames.has(secret))
      .map((secret) => `${secret} in ${name}`);
  });
