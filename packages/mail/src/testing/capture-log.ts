import { Writable } from 'node:stream';

import { createLogger, type Logger } from '@halyard/http';

export interface CapturedLog {
  log: Logger;
  /** Lines as they would be printed. */
  text(): string;
  entries(): Record<string, unknown>[];
}

/** A logger whose lines can be read. */
export function captureLog(): CapturedLog {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return {
    log: createLogger('mail', 'debug', destination),
    text: () => lines.join(''),
    entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
