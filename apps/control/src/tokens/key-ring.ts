import { createPublicKey, type KeyObject } from 'node:crypto';

import { signAccessToken, type Member, type PublicJwk } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { ensureSigningKeys, findSigningKeys, type AccountContext } from '@halyard/domain/accounts';
import type { Logger, ReadKeys } from '@halyard/http';

/** The keys that access tokens are signed with. */
export interface KeyRing {
  /**
   * Makes the first key where there is none, and goes on looking for others. While the database is
   * away it resolves all the same, and tries again.
   */
  start(): Promise<void>;
  close(): Promise<void>;
  sign(member: Omit<Member, 'kind'>): string;
  jwks(): PublicJwk[];
  /** For verifiers in the same process; rejects while no key is known. */
  readKeys: ReadKeys;
}

export interface KeyRingDeps {
  ctx: AccountContext;
  log: Pick<Logger, 'warn'>;
}

/** Others take fifteen minutes' notice of a key before it signs. */
const readEveryMs = 60_000;
const retryAfterMs = 1_000;

type SigningKey = Awaited<ReturnType<typeof findSigningKeys>>[number];

export function createKeyRing({ ctx, log }: KeyRingDeps): KeyRing {
  let keys: readonly SigningKey[] = [];
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | undefined;
  let isAway = false;
  let isClosed = false;

  async function read(): Promise<void> {
    await ensureSigningKeys(ctx);
    keys = await findSigningKeys(ctx);
  }

  async function readAndGoOn(): Promise<void> {
    let isRead = true;
    await read().catch((error: unknown) => {
      isRead = false;
      if (!isAway) log.warn({ err: error }, 'signing keys cannot be read');
    });
    isAway = !isRead;
    if (isClosed) return;
    timer = setTimeout(
      () => {
        reading = readAndGoOn();
      },
      isRead ? readEveryMs : retryAfterMs,
    );
  }

  return {
    async start() {
      await (reading = readAndGoOn());
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await reading;
    },
    sign(member) {
      const now = ctx.now();
      const key = keys.find(({ signsFrom }) => signsFrom <= now) ?? keys.at(-1);
      if (!key) throw noKey();
      const { id: keyId, privateKeyPem: privateKey } = key;
      return signAccessToken(member, { privateKey, keyId, nowMs: now.getTime() });
    },
    jwks() {
      if (keys.length === 0) throw noKey();
      return keys.map(({ publicJwk }) => publicJwk);
    },
    async readKeys() {
      if (keys.length === 0) throw noKey();
      return new Map(keys.map(toVerifyingKey));
    },
  };
}

const toVerifyingKey = ({ id, publicJwk }: SigningKey): [string, KeyObject] => [
  id,
  createPublicKey({ key: { ...publicJwk }, format: 'jwk' }),
];

const noKey = (): AppError =>
  new AppError('unavailable', 'Nobody can be logged in yet: the database is away; try again.');
