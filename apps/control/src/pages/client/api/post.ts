import { readFailure, unreachable, type Failure } from './failure.ts';

export type Body = Readonly<Record<string, unknown>>;

export type Answer = { ok: true; body: Body } | { ok: false; failure: Failure };

/** Posts to the API of accounts; what goes wrong comes back in words. */
export async function post(path: string, body: Body): Promise<Answer> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answered = await readBody(response);
    if (response.ok) return { ok: true, body: answered };
    return { ok: false, failure: readFailure(response, answered) };
  } catch {
    return { ok: false, failure: unreachable };
  }
}

/** What is not JSON comes from a proxy in between, or is nothing at all. */
async function readBody(response: Response): Promise<Body> {
  const text = await response.text();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Body) : {};
  } catch {
    return {};
  }
}
