type Headers = Readonly<Record<string, string>>;

interface Answer {
  body: Readonly<Record<string, unknown>>;
  /** As they are to be set. */
  cookies: string[];
}

/** Asks a process over connections that are kept; whatever is not answered 2xx ends the run. */
export async function ask(port: number, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text}`);
  return { body: JSON.parse(text) as Answer['body'], cookies: answer.headers.getSetCookie() };
}

export const post = (
  port: number,
  path: string,
  body: object,
  headers: Headers = {},
): Promise<Answer> =>
  ask(port, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
