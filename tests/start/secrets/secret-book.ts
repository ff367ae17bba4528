import { spellingsOf } from './spellings.ts';

/** Every secret that a test has come by, under a name that may be printed. */
export interface SecretBook {
  /** Notes a secret and gives it back. */
  add(name: string, secret: string): string;
  nameOf(secret: string): string | undefined;
  /** The names of those that a text shows, however they are spelt in it. */
  findIn(text: string): string[];
  names(): string[];
  secrets(): string[];
}

export function createSecretBook(): SecretBook {
  const nameBySecret = new Map<string, string>();
  const patterns = new Map<string, RegExp>();
  return {
    add(name, secret) {
      if (nameBySecret.has(secret)) return secret;
      const numbered = `${name} (${nameBySecret.size + 1})`;
      nameBySecret.set(secret, numbered);
      patterns.set(numbered, patternOf(secret));
      return secret;
    },
    nameOf: (secret) => nameBySecret.get(secret),
    findIn: (text) =>
      [...patterns].filter(([, pattern]) => pattern.test(text)).map(([name]) => name),
    names: () => [...patterns.keys()],
    secrets: () => [...nameBySecret.keys()],
  };
}

/** Short ones, such as codes of six digits, only as words of their own: all else is chance. */
const shortest = 12;

function patternOf(secret: string): RegExp {
  const spellings = spellingsOf(secret).map((text) => text.replaceAll(/[^\w ]/g, String.raw`\$&`));
  const any = `(?:${spellings.join('|')})`;
  return secret.length < shortest
    ? new RegExp(String.raw`(?<![\w.])${any}(?!\w)`)
    : new RegExp(any);
}
