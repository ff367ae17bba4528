import { createPublicKey, type KeyObject } from 'node:crypto';

import { signAccessToken, type Member, type PublicJwk } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { ensureSigningKeys, findSigningKeys, type AccountContext } from '@halyard/domain/accounts';
import type { Logger, ReadKeys } from '@halyard/http';

/** The keys that access tokens are signed with. */
export interface KeyRing {
  /** Makes the first key where there is none, and begins to look for others. */
  start(): Promise<void>;
  close(): Promise<void>;
  sign(member: Omit<Member, 'kind'>): string;
  jwks(): PublicJwk[];
  /** For verifiers in the same process. */
  readKeys: ReadKeys;
}

export interface KeyRingDeps {
  ctx: AccountContext;
  log: Pick<Logger, 'warn'>;
}

/** Others take fifteen minutes' notice of a key before it signs. */
const readEveryMs = 60_000;

type SigningKey = Awaited<ReturnType<typeof findSigningKeys>>[number];

export function createKeyRing({ ctx, log }: KeyRingDeps): KeyRing {
  let keys: readonly SigningKey[] = [];
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    await ensureSigningKeys(ctx);
    keys = await findSigningKeys(ctx);
  }

  function readAgain(): void {
    reading ??= read()
      .catch((error: unknown) => log.warn({ err: error }, 'signing keys cannot be read'))
      .finally(() => {
        reading = undefined;
      });
  }

  return {
    async start() {
      await read();
      timer = setInterval(readAgain, readEveryMs);
    },
    async close() {
      clearInterval(timer);
      await reading;
    },
    sign(member) {
      const now = ctx.now();
      const key = keys.find(({ signsFrom }) => signsFrom <= now) ?? keys.at(-1);
      if (!key) throw new AppError('unavailable', 'There is no key to sign with yet; try again.');
      const { id: keyId, privateKeyPem: privateKey } = key;
      return signAccessToken(member, { privateKey, keyId, nowMs: now.getTime() });
    },
    jwks: () => keys.map(({ publicJwk }) => publicJwk),
    readKeys: async () =>
      new Map(
        keys.map(({ id, publicJwk }): [string, KeyObject] => [
          id,
          createPublicKey({ key: { ...publicJwk }, format: 'jwk' }),
        ]),
      ),
  };
}
