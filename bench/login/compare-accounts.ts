import type { Client } from './client.ts';
import { register, wrongPassword } from './people.ts';

/** Milliseconds until a wrong password was answered. */
export interface Comparison {
  known: number[];
  unknown: number[];
}

type Kind = keyof Comparison;

const tries = 50;
const warmUps = 10;

/** Accounts and addresses have one try each, so that no delay is in it. */
export async function compareAccounts(client: Client): Promise<Comparison> {
  const emailOf = (kind: Kind, n: number): string => `${kind}-${n}@example.com`;
  for (let n = 0; n < tries + warmUps; n++) await register(client, emailOf('known', n));

  async function tryOnce(kind: Kind, n: number): Promise<number> {
    const login = { email: emailOf(kind, n), password: wrongPassword };
    const address = `10.${kind === 'known' ? 1 : 2}.0.${n}`;
    const { status, ms } = await client.post('/api/auth/login', login, address);
    if (status !== 401) throw new Error(`A wrong password was answered ${status}`);
    return ms;
  }

  const times: Comparison = { known: [], unknown: [] };
  for (let n = 0; n < tries + warmUps; n++) {
    // Each follows the other as often as itself: a failure is audited after its answer.
    const kinds: Kind[] = n % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const kind of kinds) times[kind].push(await tryOnce(kind, n));
  }
  return { known: times.known.slice(warmUps), unknown: times.unknown.slice(warmUps) };
}
