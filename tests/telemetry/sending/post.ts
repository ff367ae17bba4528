const patienceMs = 10_000;

export interface Answer {
  status: number;
  text: string;
}

/** Rejects where there was no whole answer. */
export async function post(url: string, key: string, body: object): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return { status: answer.status, text: await answer.text() };
}
