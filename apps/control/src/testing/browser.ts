import { controlRoutes } from '@halyard/contracts';
import { createDocumentCheck } from '@halyard/contracts/openapi/testing';
import { expect } from 'vitest';

const findUndocumented = createDocumentCheck(controlRoutes);

/** What an answer says. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/**
 * Asks as a browser does: it keeps the cookie it is given, and sends its origin. Every answer is held
 * against the OpenAPI document.
 */
export function createBrowser(url: string, { address = '192.0.2.1', origin = url } = {}) {
  let cookie: string | undefined;
  let token: string | undefined;

  async function send(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        origin,
        'x-forwarded-for': address,
        ...(body && { 'content-type': 'application/json' }),
        ...(cookie !== undefined && { cookie }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await answer.text();
    const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const { status } = answer;
    const taken = status < 400 && body ? { body } : {};
    const exchanged = { method, path: path.split('?')[0]!, status, ...taken };
    expect(findUndocumented({ ...exchanged, answer: text === '' ? undefined : json })).toEqual([]);
    if (typeof json['access_token'] === 'string') token = json['access_token'];
    return { status, body: json, headers: answer.headers };
  }

  return {
    send,
    get: (path: string) => send('GET', path),
    post: (path: string, body?: object) => send('POST', path, body),
    delete: (path: string) => send('DELETE', path),
    cookie: () => cookie,
    /** As somebody who has got hold of the cookie. */
    useCookie(stolen: string | undefined) {
      cookie = stolen;
    },
    token: () => token,
    useToken(given: string | undefined) {
      token = given;
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;
