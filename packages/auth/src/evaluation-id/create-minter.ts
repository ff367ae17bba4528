import { headLength, writeHead } from './head.ts';
import type { Tagger } from './tagger.ts';
import { createUuidWriter } from './text.ts';
import { toTimeUnits } from './time.ts';

/** What an evaluation answered, and where. */
export interface EvaluationOutcome {
  /** Of the flag's environment within its organization: 1 to 2^24 - 1. */
  serial: number;
  value: boolean;
}

interface MinterOptions {
  keyId: number;
  tagger: Tagger;
  now: () => number;
  random: (buffer: Buffer) => unknown;
}

const randomStart = 6;
/** A thousand ids' worth: filled together random bytes cost next to nothing. */
const poolLength = 1_000 * (headLength - randomStart);

export function createMinter({ keyId, tagger, now, random }: MinterOptions) {
  const head = Buffer.alloc(headLength);
  const pool = Buffer.alloc(poolLength);
  const write = createUuidWriter();
  let used = poolLength;
  return (organizationId: string, { serial, value }: EvaluationOutcome): string => {
    if (used === poolLength) {
      random(pool);
      used = 0;
    }
    for (let byte = randomStart; byte < headLength; byte++) head[byte] = pool[used++]!;
    writeHead(head, { keyId, serial, value, time: toTimeUnits(now()) });
    return write(head, tagger(organizationId, head));
  };
}
