import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lines of text, as bytes that only an installation's key makes sense of. */
export interface Encryption {
  /**
   * Header, nonce, ciphertext and tag, piece by piece. The lines are asked for in slices, with other
   * work in between.
   */
  encrypt(lines: Iterable<string>): AsyncIterable<Buffer>;
  /** The lines again; throws where the bytes are not exactly what was encrypted with this key. */
  decrypt(bytes: Buffer): string[];
}

export interface EncryptionOptions {
  /** What the bytes begin with; another format gets another one. */
  header: string;
  /** Of the installation; 32 bytes. */
  key: Buffer;
}

const algorithm = 'aes-256-gcm';
const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;

/** So small that other work never waits for more than a few milliseconds. */
const sliceLength = 128 * 1024;

export function createEncryption({ header: text, key }: EncryptionOptions): Encryption {
  if (key.length !== keyLength) throw new Error(`The installation's key has ${keyLength} bytes.`);
  const header = Buffer.from(text);

  return {
    async *encrypt(lines) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(header);
      yield Buffer.concat([header, nonce]);
      for (const slice of slicesOf(lines)) {
        yield cipher.update(slice, 'utf8');
        await nextTurn();
      }
      yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(bytes) {
      const start = header.length + nonceLength;
      const end = bytes.length - tagLength;
      if (end < start || !bytes.subarray(0, header.length).equals(header)) {
        throw new Error('The bytes are not of this kind and version.');
      }
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(header.length, start))
        .setAAD(header)
        .setAuthTag(bytes.subarray(end));
      const plain = Buffer.concat([decipher.update(bytes.subarray(start, end)), decipher.final()]);
      return plain.toString('utf8').split('\n').slice(0, -1);
    },
  };
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
