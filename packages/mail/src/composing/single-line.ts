/** Control characters, line ends and marks that turn the direction of what follows. */
const notInOneLine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

const mostCharacters = 100;

/** Splits into what a reader calls characters. */
const segmenter = new Intl.Segmenter('en');

/** A name that people chose, as it may stand in a sentence or a subject: one line of some length. */
export function toSingleLine(name: string): string {
  const line = name.replace(notInOneLine, ' ').replace(/\s+/g, ' ').trim();
  const characters = Array.from(segmenter.segment(line), ({ segment }) => segment);
  if (characters.length <= mostCharacters) return characters.join('');
  return `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
