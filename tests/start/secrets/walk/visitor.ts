import type { Place } from '../places/place.ts';
import type { SecretBook } from '../secret-book.ts';

type Body = Record<string, unknown>;

interface Sent {
  headers?: Record<string, string>;
  /** An object, or a text that need not be JSON. */
  body?: Body | string;
}

export interface Reply {
  status: number;
  body: Body;
}

/** The secrets that answers exist to give. No other field of any answer may hold one. */
const givenIn: Readonly<Record<string, readonly string[]>> = {
  '/api/auth/register': ['enrolment_token'],
  '/api/auth/login': ['access_token', 'login_token', 'enrolment_token'],
  '/api/auth/totp/enrol': ['secret', 'otpauth_uri'],
  '/api/auth/totp/confirm': ['access_token', 'recovery_codes'],
  '/api/auth/totp/verify': ['access_token'],
  '/api/auth/refresh': ['access_token'],
  '/api/auth/switch-organization': ['access_token'],
  '/api/auth/recovery-codes': ['recovery_codes'],
  '/api/auth/invitations/accept': ['enrolment_token'],
};

/** Asks over HTTP as one browser does; notes every answer, and the secrets that it gives. */
export function createVisitor(url: string, book: SecretBook, answers: Place[]) {
  let cookie: string | undefined;
  let token: string | undefined;

  async function send(method: string, path: string, { headers, body }: Sent = {}): Promise<Reply> {
    const answer = await fetch(url + path, {
      method,
      headers: {
        origin: url,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== undefined && { cookie: `halyard_refresh=${cookie}` }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const given = parse(text);
    const meant = (givenIn[path] ?? []).flatMap((field) => noteAll(book, field, given[field]));
    if (typeof given['access_token'] === 'string') token = given['access_token'];
    const refreshToken = readCookie(answer.headers);
    if (refreshToken !== undefined) {
      cookie = book.add('refresh token', refreshToken);
      meant.push(cookie);
    }
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    const name = `the answer (${answer.status}) to ${method} ${path.replace(/[?#].*/, '')}`;
    answers.push({ name, text: [...lines, '', text].join('\n'), meant });
    return { status: answer.status, body: given };
  }

  return {
    send,
    get: (path: string, headers?: Record<string, string>) =>
      send('GET', path, headers ? { headers } : {}),
    post: (path: string, body: Body | string = {}, headers?: Record<string, string>) =>
      send('POST', path, { body, ...(headers && { headers }) }),
    cookie: () => cookie,
    /** As somebody who has got hold of the cookie. */
    useCookie(stolen: string | undefined) {
      cookie = stolen;
    },
    token: () => token,
  };
}

export type Visitor = ReturnType<typeof createVisitor>;

const noteAll = (book: SecretBook, field: string, value: unknown): string[] =>
  [value].flat().flatMap((text) => (typeof text === 'string' ? [book.add(field, text)] : []));

const readCookie = (headers: Headers): string | undefined =>
  headers
    .getSetCookie()
    .map((line) => /^halyard_refresh=([^;]+)/.exec(line)?.[1])
    .find((value) => value !== undefined);

/** What is no JSON object, such as a page, has no fields. */
function parse(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Body) : {};
  } catch {
    return {};
  }
}
