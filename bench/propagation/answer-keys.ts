import { setTimeout as wait } from 'node:timers/promises';

import type { Replica } from '@halyard/replica';

import type { KeyAnswer, KeyQuestion } from './keys.ts';

/** The reader's side: what two nodes, one with hints and one without, make of a key. */
export async function answerKey(
  replicas: { withHints: Replica; byPolling: Replica },
  { kind, hashText }: KeyQuestion,
): Promise<KeyAnswer> {
  const answer = kind === 'is usable' ? isUsable : whenRefused;
  const [withHints, byPolling] = await Promise.all([
    answer(replicas.withHints, hashText),
    answer(replicas.byPolling, hashText),
  ]);
  return { withHints, byPolling };
}

const isUsable = async (replica: Replica, hashText: string): Promise<boolean> =>
  (replica.findKey(hashText) ?? (await replica.lookUpKey(hashText))) !== undefined;

async function whenRefused(replica: Replica, hashText: string): Promise<string> {
  while (replica.findKey(hashText)) await wait(1);
  return process.hrtime.bigint().toString();
}
