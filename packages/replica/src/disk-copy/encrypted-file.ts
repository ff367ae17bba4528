import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What every file begins with; another format gets another number. */
const header = Buffer.from('HALYARD-REPLICA-1\n');
const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** So small that other work never waits for more than a few milliseconds. */
const sliceLength = 128 * 1024;

/**
 * Writes lines into a new file, encrypted: header, nonce, ciphertext, tag. The lines are asked for
 * in slices, with other work in between; the file is on the disk when it resolves.
 */
export async function writeEncrypted(
  path: string,
  key: Buffer,
  lines: Iterable<string>,
): Promise<void> {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(header);
  const file = await open(path, 'w', 0o600);
  try {
    await file.write(Buffer.concat([header, nonce]));
    for (const slice of slicesOf(lines)) {
      await file.write(cipher.update(slice, 'utf8'));
      await nextTurn();
    }
    await file.write(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    await file.sync();
  } finally {
    await file.close();
  }
}

function* slicesOf(lines: Iterable<string>): Generator<string> {
  let slice = '';
  for (const line of lines) {
    slice += `${line}\n`;
    if (slice.length < sliceLength) continue;
    yield slice;
    slice = '';
  }
  yield slice;
}

/** The lines of a file; throws where it is not exactly what was written with this key. */
export async function readEncrypted(path: string, key: Buffer): Promise<string[]> {
  const file = await readFile(path);
  const start = header.length + nonceLength;
  const end = file.length - tagLength;
  if (end < start || !file.subarray(0, header.length).equals(header)) {
    throw new Error('The file is not a disk copy of this version.');
  }
  const decipher = createDecipheriv(algorithm, key, file.subarray(header.length, start))
    .setAAD(header)
    .setAuthTag(file.subarray(end));
  const text = Buffer.concat([decipher.update(file.subarray(start, end)), decipher.final()]);
  return text.toString('utf8').split('\n').slice(0, -1);
}
