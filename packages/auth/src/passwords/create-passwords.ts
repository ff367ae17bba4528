import { AppError } from '@halyard/contracts';

import { createLine } from './create-line.ts';
import { threadPoolHasher, type Hasher } from './hashing/hasher.ts';
import { nobodysHash } from './nobodys-hash.ts';

const longestPassword = 1_024;

interface PasswordsOptions {
  /** How many are hashed at a time in this process; 1, since evaluation may share its cores. */
  atATime?: number;
  /** What does the work; Node's own threads where nothing else is said. */
  hasher?: Hasher;
  /** How many may wait for that; beyond, the answer is `unavailable`. */
  longestLine?: number;
}

/** Hashes passwords and checks them. One per process, so that its line is the only one. */
export interface Passwords {
  /** The hash as a PHC string (argon2id); `invalid_request` for a password over 1 024 characters. */
  hashPassword: (password: string) => Promise<string>;
  /** Whether the hash is of this password. No hash takes as long and gives `false`. */
  verifyPassword: (password: string, hash: string | undefined) => Promise<boolean>;
}

export function createPasswords({
  atATime = 1,
  longestLine = 50,
  hasher = threadPoolHasher,
}: PasswordsOptions = {}): Passwords {
  const line = createLine({ places: atATime, longest: longestLine });
  return {
    async hashPassword(password) {
      if (password.length > longestPassword) throw tooLong();
      return line(() => hasher.hash(normalise(password)));
    },

    async verifyPassword(password, stored) {
      if (password.length > longestPassword) return false;
      const isSame = await line(() => hasher.verify(stored ?? nobodysHash, normalise(password)));
      return isSame && stored !== undefined;
    },
  };
}

/** Keyboards differ in how they spell the same characters. */
const normalise = (password: string): string => password.normalize('NFKC');

const tooLong = (): AppError =>
  new AppError('invalid_request', 'This password is too long.', [
    { field: 'password', expected: `at most ${longestPassword} characters` },
  ]);
