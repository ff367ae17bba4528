import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A question and what is typed when it is asked, given all that was shown until then. */
export type Answer = readonly [question: string, typed: (shown: string) => string];

/** Streams in place of a terminal, at which somebody answers one question after the other. */
export function createTestTerminal(answers: readonly Answer[]) {
  const left = [...answers];
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  let read = 0;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      shown += stripVTControlCharacters(chunk.toString());
      const [question, typed] = left[0] ?? [];
      if (question !== undefined && shown.includes(question, read)) {
        read = shown.length;
        left.shift();
        setImmediate(() => input.write(typed!(shown)));
      }
      done();
    },
  });
  return { input, output, shown: () => shown, unasked: () => left.length };
}
