import { parseOptions } from '@node-rs/argon2';

import { argon2Parameters } from './argon2-parameters.ts';

/** What the library hashes with if nothing is said. */
const algorithm = '$argon2id$v=19$';

/** Whether a stored hash is not one of today's parameters, so that the next login should renew it. */
export function needsRehash(hash: string): boolean {
  const used = readParameters(hash);
  if (!used || !hash.startsWith(algorithm)) return true;
  return Object.entries(argon2Parameters).some(
    ([name, value]) => used[name as keyof typeof argon2Parameters] !== value,
  );
}

function readParameters(hash: string): ReturnType<typeof parseOptions> | undefined {
  try {
    return parseOptions(hash);
  } catch {
    return undefined;
  }
}
