import { fork } from 'node:child_process';
import { once } from 'node:events';

import { inheritedEnvironment } from '@halyard/standalone/config';
import { yieldToOthers } from '@halyard/standalone/yield-to-others';

/** Tells the bench's own script that it is one of the bench's processes. */
export const processArgument = 'process';

/** What a process of the bench can be asked, by name; everything goes as JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- each has an input of its own
export type Actions = Record<string, (input: any) => unknown>;

/** A process of the bench, which ends with this one. */
export interface RunningProcess<A extends Actions> {
  readonly pid: number;
  /** Rejects when the process ends before it has answered, or has not in two minutes. */
  ask<N extends keyof A & string>(
    name: N,
    ...input: Parameters<A[N]>
  ): Promise<Awaited<ReturnType<A[N]>>>;
  /** Ends it without a word; what it was asked is never answered. */
  kill(): Promise<void>;
}

interface Asked {
  id: number;
  name: string;
  input: unknown;
}

interface Answered {
  id: number;
  answer: unknown;
}

/** How a process is started. */
interface ProcessOptions {
  /** It lets others go first, as the worker does. */
  isNice?: boolean;
}

const flags = ['--expose-gc'];
const niceArgument = 'nice';
const deadlineMs = 120_000;

/** Forks the bench's script in one of its roles; with a collector that can be asked to run. */
export function startProcess<A extends Actions>(
  file: string,
  role: string,
  { isNice = false }: ProcessOptions = {},
): RunningProcess<A> {
  const child = fork(file, [processArgument, role, ...(isNice ? [niceArgument] : [])], {
    // As an installation's processes: they allocate like them, each in a session of its own.
    env: inheritedEnvironment(),
    detached: true,
    execArgv: flags,
  });
  const ended = once(child, 'exit');
  const waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (e: Error) => void }
  >();
  let isKilled = false;
  let asked = 0;

  child.on('message', ({ id, answer }: Answered) => {
    waiting.get(id)?.resolve(answer as never);
    waiting.delete(id);
  });
  // One that has ended cannot be sent anything either.
  child.on('error', fail);
  child.once('exit', fail);

  function fail(why: number | Error | null): void {
    if (isKilled) return;
    for (const { reject } of waiting.values())
      reject(new Error(`The ${role} ended: ${String(why)}`));
  }

  return {
    pid: child.pid!,
    ask: (name, ...[input]) =>
      new Promise((resolve, reject) => {
        asked += 1;
        const late = () =>
          reject(new Error(`The ${role} has not answered “${name}” in two minutes`));
        const deadline = setTimeout(late, deadlineMs);
        waiting.set(asked, {
          resolve(answer) {
            clearTimeout(deadline);
            resolve(answer);
          },
          reject,
        });
        child.send({ id: asked, name, input } satisfies Asked);
      }),
    async kill() {
      isKilled = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the forked process: does what it is asked; an error ends it. */
export function obey(actions: Actions): void {
  if (process.argv.includes(niceArgument)) yieldToOthers();
  process.once('disconnect', () => process.exit());
  process.on('message', async ({ id, name, input }: Asked) => {
    const answer = await actions[name]!(input);
    process.send!({ id, answer } satisfies Answered);
  });
}
