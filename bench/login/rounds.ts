import { setTimeout as wait } from 'node:timers/promises';

import { runOpenLoop, type OpenLoopLatencies } from '../http/load/open-loop.ts';
import type { Probe } from '../shared/probe.ts';
import type { Answer, Client } from './client.ts';
import { flood } from './flood.ts';
import type { Person } from './people.ts';

/** Evaluation without wrong logins, while they arrive, and while their passwords are checked. */
export const phases = ['calm', 'arriving', 'checked'] as const;
export type Phase = (typeof phases)[number];

export interface Round {
  evaluation: Record<Phase, OpenLoopLatencies>;
  attempts: Answer[];
  /** The right user's login in the midst of them. */
  login: Answer;
}

export interface RoundOptions {
  /** The bench's bundled script, for the generator. */
  file: string;
  port: number;
  requestsFile: string;
  client: Client;
  person: Person;
  probe: Probe;
  attempts: number;
}

export const evaluationsPerSecond = 5_000;
export const attemptsPerSecond = 20;
const seconds = 6;
const spins = 5;
/** From the ninth on attempts are held for so long. */
const longestHoldMs = 30_000;

export async function runRound(options: RoundOptions): Promise<Round> {
  const { file, port, requestsFile, client, person, probe, attempts } = options;
  const evaluate = () =>
    runOpenLoop(file, { port, requestsFile, perSecond: evaluationsPerSecond, seconds });

  await person.expectNewCode();
  for (let spin = 0; spin < spins; spin++) probe.spin();
  const calm = await evaluate();
  const isChecking = wait(longestHoldMs);
  const answers = flood(client, { email: person.email, attempts, perSecond: attemptsPerSecond });
  const login = wait(longestHoldMs / 6).then(person.logIn);
  const arriving = await evaluate();
  await isChecking;
  const checked = await evaluate();
  const evaluation = { calm, arriving, checked };
  return { evaluation, attempts: await answers, login: await login };
}
