import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort } from 'node:worker_threads';

import { hashSync, verifySync } from '@node-rs/argon2';

import { argon2Parameters } from '../argon2-parameters.ts';
import type { HashAnswer, HashRequest } from './background-hasher.ts';

/** What the worker of `createBackgroundHasher` runs. */
export function serveHashes(): void {
  // On Linux alone it is this thread's priority; elsewhere it would be the whole process's.
  if (platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
  parentPort!.on('message', (request: HashRequest) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    parentPort!.postMessage(answer(request));
  });
}

function answer({ id, password, hash }: HashRequest): HashAnswer {
  try {
    const result =
      hash === undefined ? hashSync(password, argon2Parameters) : verifySync(hash, password);
    return { id, result };
  } catch {
    return { id, error: 'A password could not be hashed.' };
  }
}
