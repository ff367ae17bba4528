import { apiKeyHashText } from '@halyard/auth';

/** So many keys are remembered by their hash, and none that are longer than ours are. */
const mostRemembered = 10_000;
const longestRemembered = 100;

/** Hashing a key takes ten times as long as finding its hash. */
export function createRememberedHash(): (secret: string) => string {
  const remembered = new Map<string, string>();
  return (secret) => {
    const known = remembered.get(secret);
    if (known !== undefined) return known;
    if (remembered.size === mostRemembered) remembered.clear();
    const hashText = apiKeyHashText(secret);
    if (secret.length <= longestRemembered) remembered.set(secret, hashText);
    return hashText;
  };
}
