/** A request that always gets the same answer. */
export interface Question {
  path: string;
  /** Sent by POST; without it the question is asked by GET. */
  body?: object;
  /** What is in its answer. */
  holds: string;
  /** How many evaluations it costs. */
  evaluations: number;
}

/** A question with the answer it gets, times left out. */
export interface KnownQuestion extends Question {
  etag: string | undefined;
  answer: string;
}

export interface Reply {
  status: number;
  etag: string | undefined;
  /** Times left out. */
  text: string;
}

export async function ask(
  url: string,
  key: string,
  { path, body, etag }: Question & { etag?: string | undefined },
): Promise<Reply> {
  const reply = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(etag !== undefined && { 'if-none-match': etag }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return {
    status: reply.status,
    etag: reply.headers.get('etag') ?? undefined,
    // What is another with each answer.
    text: text.replaceAll(/"timestamp":\d+|\?token=[\w-]+/g, ''),
  };
}

/** Asks for the first time; lists are asked for by their ETag from then on. */
export async function learn(url: string, key: string, question: Question): Promise<KnownQuestion> {
  const { status, etag, text } = await ask(url, key, question);
  if (status !== 200 || !text.includes(question.holds)) {
    throw new Error(`${question.path} should hold ${question.holds}: ${status} ${text}`);
  }
  const isList = question.body === undefined && etag !== undefined;
  return { ...question, etag: isList ? etag : undefined, answer: isList ? '' : text };
}
