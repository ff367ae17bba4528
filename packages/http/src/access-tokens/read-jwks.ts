import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { z } from 'zod';

const Jwks = z.object({ keys: z.array(z.looseObject({})) });

/** A key that verifies ES256; documents may hold others, which are none of ours. */
const VerifyingKey = z.object({
  kid: z.string().min(1),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('ES256').optional(),
});

/**
 * Reads a JWKS from `http(s):` or `file:`, all of it within the given time; key id → public key.
 * Throws where there is none to be read.
 */
export async function readJwks(url: URL, timeoutMs: number): Promise<Map<string, KeyObject>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const text =
    url.protocol === 'file:'
      ? await readFile(url, { encoding: 'utf8', signal })
      : await fetchText(url, signal);
  const { keys } = Jwks.parse(JSON.parse(text));
  return new Map(keys.flatMap(readKey));
}

async function fetchText(url: URL, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`The answer has the status ${answer.status}.`);
  return answer.text();
}

function readKey(jwk: Record<string, unknown>): [string, KeyObject][] {
  const key = VerifyingKey.safeParse(jwk).data;
  if (!key) return [];
  const { kid, kty, crv, x, y } = key;
  try {
    return [[kid, createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })]];
  } catch {
    return [];
  }
}
