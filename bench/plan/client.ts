import { V1Evaluation, V1Evaluations } from '@halyard/contracts';

import { flagKey } from './owner.ts';

/** Asks one node by one key. */
export interface Client {
  /** Whether it knows the flag; costs no evaluation. */
  knowsFlag(): Promise<boolean>;
  /** Evaluates the flag for so many users; throws unless each evaluation is answered. */
  evaluateFor(users: number): Promise<void>;
  /** Evaluates the flag once; whether it was refused because of the plan. */
  isRefused(): Promise<boolean>;
  /** Throws unless `/api` refuses because of the plan too, and says when to try again. */
  checkRefusal(): Promise<void>;
}

const longestRetrySeconds = 3_600;

export function createClient(url: string, key: string): Client {
  const headers = { 'x-api-key': key };
  const post = (path: string, body: object): Promise<Response> =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });

  return {
    async knowsFlag() {
      const answer = await fetch(`${url}/v1/flags`, { headers });
      return (await answer.text()).includes(`"${flagKey}"`);
    },
    async evaluateFor(users) {
      const userIdentifiers = Array.from({ length: users }, (_, n) => `user-${n}`);
      const answer = await post('/v1/evaluate/bulk', { flagKey, userIdentifiers });
      const evaluations = Object.values(V1Evaluations.parse(await answer.json()));
      const wrong = evaluations.filter(({ value, error }) => !value || error !== null);
      if (evaluations.length === users && wrong.length === 0) return;
      throw new Error(`${wrong.length} of ${users} not answered: ${JSON.stringify(wrong[0])}`);
    },
    async isRefused() {
      const answer = await post('/v1/evaluate', { flagKey, userIdentifier: 'user' });
      const { value, error } = V1Evaluation.parse(await answer.json());
      if (error === null && value) return false;
      if (error?.type === 'PLAN_LIMIT_EXCEEDED') return true;
      throw new Error(`Neither answered nor refused: ${JSON.stringify(error)}`);
    },
    async checkRefusal() {
      const answer = await post(`/api/flags/${flagKey}/evaluate`, { context: {} });
      const { error } = (await answer.json()) as { error?: string };
      const seconds = Number(answer.headers.get('retry-after') ?? NaN);
      if (answer.status !== 429 || error !== 'plan_limit_exceeded') {
        throw new Error(`Refused with ${answer.status} ${error}`);
      }
      if (!(seconds > 0 && seconds <= longestRetrySeconds)) {
        throw new Error(`Refused for ${seconds} s`);
      }
    },
  };
}
