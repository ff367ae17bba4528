import type { StreamTokens } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { orTryAgain, tryAgain } from '@halyard/http';
import type { KeyRecord, Replica } from '@halyard/replica';

export interface KeyOfTokenDeps {
  replica: Pick<Replica, 'findKeyById' | 'isReady' | 'trustsKeys' | 'catchUp'>;
  /** Whose stream a token opens; `undefined` for one that opens none. */
  verifyStreamToken: StreamTokens['verify'];
  now: () => number;
}

/**
 * Gives a function that finds the key a stream's token was given to: `unauthorized` where there is
 * none any more, `unavailable` where that cannot be told.
 */
export function createKeyOfToken({ replica, verifyStreamToken, now }: KeyOfTokenDeps) {
  return async (token: string): Promise<KeyRecord> => {
    const holder = verifyStreamToken(token);
    if (!holder) throw expired();
    if (!replica.isReady() || !replica.trustsKeys()) {
      throw tryAgain('This node does not know the keys yet; try again.');
    }
    const { organizationId, keyId } = holder;
    const known = replica.findKeyById(organizationId, keyId);
    // The node that gave the token may have heard of the key before this one.
    if (!known) {
      await orTryAgain(replica.catchUp(organizationId), 'Keys cannot be looked up now; try again.');
    }
    const key = known ?? replica.findKeyById(organizationId, keyId);
    if (!key || (key.expiresAtMs !== null && key.expiresAtMs <= now())) throw expired();
    return key;
  };
}

const expired = (): AppError =>
  new AppError('unauthorized', 'This address has expired: evaluate again for a new one.');
