import { randomBytes } from 'node:crypto';

const secretLength = 32;
const keyIds = new Set(['0', '1', '2', '3']);

/** What evaluation ids are signed with; the same on all nodes. */
export interface EvaluationSecrets {
  /** Key id that new ids are signed with; those of the others are still verified. */
  readonly current: number;
  /** Key id (0 to 3) → 32 bytes. */
  readonly secrets: ReadonlyMap<number, Buffer>;
}

/** A file of one new secret, as {@link parseEvaluationSecrets} reads it. */
export const generateEvaluationSecrets = (): string => {
  const secret = randomBytes(secretLength).toString('base64');
  return `${JSON.stringify({ current: 0, secrets: { 0: secret } }, null, 2)}\n`;
};

/**
 * Reads `{"current": 0, "secrets": {"0": "<32 bytes, base64>"}}`; throws an error that says what is
 * wrong, and nothing of the secrets.
 */
export function parseEvaluationSecrets(text: string): EvaluationSecrets {
  const { current, secrets } = parseObject(text);
  if (typeof secrets !== 'object' || secrets === null || Array.isArray(secrets)) {
    throw new Error('"secrets" must be an object: a key id, 0 to 3, and its secret each.');
  }
  const parsed = new Map(
    Object.entries(secrets).map(([keyId, secret]) => [
      parseKeyId(keyId),
      parseSecret(keyId, secret),
    ]),
  );
  if (typeof current !== 'number' || !parsed.has(current)) {
    throw new Error('"current" must be a key id, as a number, that "secrets" has a secret for.');
  }
  return { current, secrets: parsed };
}

function parseObject(text: string): { current?: unknown; secrets?: unknown } {
  const parsed = parseJson(text);
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  throw new Error('It must hold a JSON object with "current" and "secrets".');
}

/** What `JSON.parse` says of a mistake quotes what stands there. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseKeyId(keyId: string): number {
  if (keyIds.has(keyId)) return Number(keyId);
  throw new Error('The key ids in "secrets" must be 0, 1, 2 or 3.');
}

function parseSecret(keyId: string, secret: unknown): Buffer {
  const bytes = Buffer.from(typeof secret === 'string' ? secret : '', 'base64');
  if (bytes.length === secretLength && bytes.toString('base64') === secret) return bytes;
  throw new Error(`The secret of key id ${keyId} must be ${secretLength} bytes in base64.`);
}
