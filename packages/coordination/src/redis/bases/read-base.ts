import type { Base } from '../../bases.ts';
import type { Run } from '../client/run.ts';

/** Reads a base piece by piece; once more where another came in its place meanwhile. */
export async function readBase(run: Run, key: string): Promise<Base | undefined> {
  for (;;) {
    const [seq, pieces] = await run((client) => client.hmget(key, 'seq', 'pieces'));
    if (!seq) return undefined;
    const bytes = await readPieces(run, key, Number(pieces));
    const isTheSame = (await run((client) => client.hget(key, 'seq'))) === seq;
    if (isTheSame) return bytes && { seq: Number(seq), bytes };
  }
}

async function readPieces(run: Run, key: string, pieces: number): Promise<Buffer | undefined> {
  const read: Buffer[] = [];
  for (let n = 0; n < pieces; n++) {
    const piece = await run((client) => client.hgetBuffer(key, `${n}`));
    if (!piece) return undefined;
    read.push(piece);
  }
  return Buffer.concat(read);
}
