import { createPasswords, createSealer, deriveSecret, type Hasher } from '@halyard/auth';
import { createContext, type Context } from '@halyard/domain';
import type { AccountContext } from '@halyard/domain/accounts';

export interface AccountContextOptions extends Pick<
  Context,
  'database' | 'hints' | 'auditSigner' | 'regex'
> {
  /** 32 bytes, the same on all nodes: everything that control seals or signs derives from it. */
  installationKey: Buffer;
  /** What hashes passwords; Node's own threads where nothing else is said. */
  hasher?: Hasher;
  /** Unix time, milliseconds. */
  now?: () => number;
}

/** The context in which Halyard itself acts on accounts; whoever shares its key reads its secrets. */
export function createAccountContext(options: AccountContextOptions): AccountContext {
  const { database, hints, auditSigner, regex, installationKey, hasher, now } = options;
  return {
    ...createContext({
      database,
      hints,
      auditSigner,
      regex,
      actor: { kind: 'system' },
      client: {},
    }),
    ...(now && { now: () => new Date(now()) }),
    passwords: createPasswords(hasher ? { hasher } : {}),
    sealer: createSealer(installationKey, 'control'),
    recoverySecret: deriveSecret(installationKey, 'recovery codes'),
  };
}
