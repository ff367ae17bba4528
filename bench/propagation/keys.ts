import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { apiKeyHashText } from '@halyard/auth';
import { createApiKey, revokeApiKey, type Context } from '@halyard/domain';

import type { ReaderInput } from './reader.ts';

export const keysCount = 20;

/** What became of keys in another process; milliseconds from when the verb had returned. */
export interface KeyLatencies {
  /** How many were let in when they were asked for at once. */
  usableAtOnce: number;
  revoked: { withHints: number[]; byPolling: number[] };
}

export type KeyQuestion = { kind: 'is usable' | 'when refused'; hashText: string };

/** `is usable`: whether; `when refused`: at which time of the machine's monotonic clock, nanoseconds. */
export interface KeyAnswer {
  withHints: string | boolean;
  byPolling: string | boolean;
}

/** Makes keys and revokes them again, while the reader says what it makes of them. */
export async function measureKeys(
  ctx: Context,
  { organizationId, applicationId }: ReaderInput,
  reader: ChildProcess,
): Promise<KeyLatencies> {
  const latencies: KeyLatencies = { usableAtOnce: 0, revoked: { withHints: [], byPolling: [] } };
  for (let index = 0; index < keysCount; index++) {
    const input = { organizationId, applicationId, kind: 'sdk', name: 'Key', tag: 'x' } as const;
    const { id, secret } = await createApiKey(ctx, input);
    const hashText = apiKeyHashText(secret);
    const usable = await ask(reader, { kind: 'is usable', hashText });
    if (usable.withHints === true && usable.byPolling === true) latencies.usableAtOnce++;
    // At any moment between two looks at the heads.
    await wait(Math.random() * 1_000);
    const answered = ask(reader, { kind: 'when refused', hashText });
    await revokeApiKey(ctx, { organizationId, keyId: id });
    const revokedAt = process.hrtime.bigint();
    const refused = await answered;
    latencies.revoked.withHints.push(toMs(refused.withHints, revokedAt));
    latencies.revoked.byPolling.push(toMs(refused.byPolling, revokedAt));
  }
  return latencies;
}

async function ask(reader: ChildProcess, question: KeyQuestion): Promise<KeyAnswer> {
  reader.send(question);
  const [answer] = (await once(reader, 'message')) as [KeyAnswer];
  return answer;
}

const toMs = (at: string | boolean, since: bigint): number => Number(BigInt(at) - since) / 1e6;
