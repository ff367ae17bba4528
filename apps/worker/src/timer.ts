import type { Counter, Logger } from '@halyard/http';

export interface Timer {
  start(): void;
  /** Lets a running turn end. */
  close(): Promise<void>;
}

export interface TimerOptions {
  name: string;
  intervalMs: number;
  run: () => Promise<unknown>;
  /** Counts turns by name and outcome. */
  turns: Counter<'timer' | 'outcome'>;
  log: Logger;
}

/** Does something again and again, never twice at once; what fails is tried at the next turn. */
export function createTimer({ name, intervalMs, run, turns, log }: TimerOptions): Timer {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> | undefined;

  async function take(): Promise<void> {
    try {
      await run();
      turns.inc({ timer: name, outcome: 'done' });
    } catch (error) {
      turns.inc({ timer: name, outcome: 'failed' });
      log.warn({ err: error, timer: name }, 'a timer failed and tries again');
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        turn ??= take().finally(() => {
          turn = undefined;
        });
      }, intervalMs);
    },
    async close() {
      clearInterval(timer);
      await turn;
    },
  };
}
