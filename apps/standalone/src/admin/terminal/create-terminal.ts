import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

import { AdminError } from '../admin-error.ts';
import type { Admin } from '../command.ts';

/** Somebody to ask. */
export interface Terminal {
  ask(question: string): Promise<string>;
  /** What is typed is not shown. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

/** Asks where a person types; a Ctrl-C or the end of the input ends the question with an error. */
export function createTerminal({ input, output }: Pick<Admin, 'input' | 'output'>): Terminal {
  let isShown = true;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (isShown) output.write(chunk);
      done();
    },
  });
  // As a terminal, for only then is it readline that echoes; nothing typed is kept to be recalled.
  const lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  const closed = new Promise<never>((_resolve, reject) => {
    lines.once('close', () => reject(new AdminError('Interrupted.')));
  });
  // It is closed when all was asked, too.
  closed.catch(() => undefined);
  const ask = (question: string) => Promise.race([lines.question(question), closed]);
  return {
    ask,
    async askSecret(question) {
      output.write(question);
      isShown = false;
      try {
        return await ask('');
      } finally {
        isShown = true;
        output.write('\n');
      }
    },
    close: () => lines.close(),
  };
}
