import { waitUntil } from '../wait-until.ts';
import { ask, learn, type KnownQuestion, type Question, type Reply } from './question.ts';

/** Connections that ask all questions in turn, each as fast as it gets answers. */
export interface Load {
  /** Resolves when every connection has had an answer to every question since it was called. */
  goRound(): Promise<void>;
  /** How many evaluations were answered, those of learning the answers included. */
  evaluations(): number;
  /** What was answered otherwise than at first, or not at all. */
  wrong(): readonly unknown[];
  /** Waits for the answers that are under way. */
  stop(): Promise<void>;
}

export interface LoadInput {
  url: string;
  /** Used in turn. */
  keys: readonly string[];
  questions: readonly Question[];
  connections: number;
}

/** Asks each question once, to learn its answer; then goes on until it is stopped. */
export async function startLoad({ url, keys, questions, connections }: LoadInput): Promise<Load> {
  const known: KnownQuestion[] = [];
  // Who knows the last key knows all that was written before it: answers stay as they are from here on.
  for (const question of questions) known.push(await learn(url, keys.at(-1)!, question));
  let evaluations = known.reduce((sum, question) => sum + question.evaluations, 0);
  const wrong: unknown[] = [];
  const asked = Array.from({ length: connections }, () => 0);
  const ending = new AbortController();

  async function askOne(key: string, question: KnownQuestion): Promise<void> {
    const reply = await ask(url, key, question).catch(toFailure);
    if (isRight(reply, question)) evaluations += question.evaluations;
    else wrong.push({ path: question.path, ...reply });
  }

  async function connect(connection: number): Promise<void> {
    while (!ending.signal.aborted) {
      // Connections are far apart, so that all questions are asked at the same time.
      const n = asked[connection]! + connection;
      await askOne(keys[n % keys.length]!, known[n % known.length]!);
      asked[connection]! += 1;
    }
  }

  // A key that is not known yet costs a look-up, which needs PostgreSQL.
  for (const key of keys) await askOne(key, known[0]!);
  const loops = asked.map((_, connection) => connect(connection));
  return {
    async goRound() {
      // One answer more, since one was under way.
      const wanted = asked.map((count) => count + known.length + 1);
      await waitUntil('every connection has had every answer', () =>
        asked.every((count, connection) => count >= wanted[connection]!),
      );
    },
    evaluations: () => evaluations,
    wrong: () => wrong,
    async stop() {
      ending.abort();
      await Promise.all(loops);
    },
  };
}

const isRight = (
  reply: Partial<Reply> | { failure: string },
  { etag, answer }: KnownQuestion,
): boolean =>
  'status' in reply &&
  reply.text === answer &&
  (etag === undefined ? reply.status === 200 : reply.status === 304 && reply.etag === etag);

const toFailure = (error: unknown): { failure: string } => ({ failure: String(error) });
