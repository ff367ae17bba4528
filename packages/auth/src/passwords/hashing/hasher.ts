import { hash, verify } from '@node-rs/argon2';

import { argon2Parameters } from '../argon2-parameters.ts';

/** Does the work of hashing, somewhere. */
export interface Hasher {
  hash: (password: string) => Promise<string>;
  verify: (hash: string, password: string) => Promise<boolean>;
}

/** On Node's own threads, which the system treats like all others of the process. */
export const threadPoolHasher: Hasher = {
  hash: (password) => hash(password, argon2Parameters),
  verify,
};
