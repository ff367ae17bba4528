import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of a test's own, which ends with it. */
export interface RunningProcess {
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Sends it something, and resolves with what it says next. */
  ask<Answer>(question: unknown): Promise<Answer>;
}

/** Resolves when the process has said something for the first time. */
export async function startProcess(file: string, input: object): Promise<RunningProcess> {
  const child = fork(file, [JSON.stringify(input)], { execArgv: [] });
  const ended = once(child, 'exit');
  const early = ended.then(([code]) => {
    throw new Error(`A process ended by itself, exit code ${code}.`);
  });
  early.catch(() => undefined);
  const hear = (): Promise<[unknown]> =>
    Promise.race([once(child, 'message') as Promise<[unknown]>, early]);
  await hear();
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async ask<Answer>(question: unknown) {
      const heard = hear();
      child.send(question as object);
      return (await heard)[0] as Answer;
    },
  };
}
