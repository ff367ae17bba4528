import { setTimeout as wait } from 'node:timers/promises';

import { ask, post } from './client.ts';
import type { Member } from './pages.ts';

export const togglesCount = 200;
const perSecond = 10;
const flagsInTurn = 20;
const pollMs = 1;
const deadlineMs = 10_000;

/** Milliseconds until evaluation in another process first answered by a toggle. */
export interface Toggle {
  enabled: boolean;
  /** From when it was sent. */
  fromSent: number;
  /** From when it was answered, so that its commit is some time ago; may be below zero. */
  fromAnswered: number;
}

/** Toggles flags through one process while another is asked for them, at an even pace. */
export async function measureToggles(
  member: Member,
  evaluation: { port: number; keys: readonly string[] },
): Promise<Toggle[]> {
  const toggles: Toggle[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < togglesCount; index++) {
    await wait(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
    // All are on at first: each is switched off, then on, and so forth.
    const enabled = Math.floor(index / flagsInTurn) % 2 === 1;
    const flagKey = `flag-${index % flagsInTurn}`;
    const key = evaluation.keys[index % evaluation.keys.length]!;
    const isAnswered = () => evaluate(evaluation.port, { key, flagKey, enabled });
    toggles.push(await measureToggle(member, { flagKey, enabled, isAnswered }));
  }
  return toggles;
}

interface Watched {
  flagKey: string;
  enabled: boolean;
  isAnswered: () => Promise<boolean>;
}

async function measureToggle(
  { port, token }: Member,
  { flagKey, enabled, isAnswered }: Watched,
): Promise<Toggle> {
  const change = { environment: 'production', enabled };
  if (await isAnswered()) throw new Error(`${flagKey} was answered so before`);
  const sentAt = performance.now();
  const headers = { authorization: `Bearer ${token}` };
  const [answeredAt, seenAt] = await Promise.all([
    post(port, `/api/flags/${flagKey}/toggle`, change, headers).then(() => performance.now()),
    findFirst(isAnswered),
  ]);
  if (!(await isAnswered())) throw new Error(`${flagKey} went back to what it was`);
  return { enabled, fromSent: seenAt - sentAt, fromAnswered: seenAt - answeredAt };
}

async function findFirst(isAnswered: () => Promise<boolean>): Promise<number> {
  const deadline = performance.now() + deadlineMs;
  while (!(await isAnswered())) {
    if (performance.now() > deadline) throw new Error('A toggle was never answered by');
    await wait(pollMs);
  }
  return performance.now();
}

async function evaluate(
  port: number,
  { key, flagKey, enabled }: { key: string; flagKey: string; enabled: boolean },
): Promise<boolean> {
  const { body } = await ask(port, `/api/flags/${flagKey}/evaluate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"context":{"user_id":"user"},"environment":"production"}',
  });
  return body['enabled'] === enabled;
}
