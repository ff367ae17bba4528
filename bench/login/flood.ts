import { setTimeout as wait } from 'node:timers/promises';

import type { Answer, Client } from './client.ts';
import { wrongPassword } from './people.ts';

export interface FloodPlan {
  email: string;
  attempts: number;
  perSecond: number;
}

const addresses = 200;

/** Wrong passwords for one account from many addresses in turn, at an even pace; gives all answers. */
export const flood = (
  client: Client,
  { email, attempts, perSecond }: FloodPlan,
): Promise<Answer[]> =>
  Promise.all(
    Array.from({ length: attempts }, async (_, n) => {
      await wait((n * 1_000) / perSecond);
      const login = { email, password: wrongPassword };
      return client.post('/api/auth/login', login, `10.3.0.${n % addresses}`);
    }),
  );
