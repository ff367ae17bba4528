import type { Member } from '@halyard/auth';
import { ApiError, createRouteMatcher, tokenRoutes, type Route } from '@halyard/contracts';
import { expect } from 'vitest';

interface Answer {
  status: number;
  body: Readonly<Record<string, unknown>>;
  etag: string | null;
}

/** Sends a request as a member; its answer is what the route promises, or an error. */
export type Ask = (
  member: Member,
  request: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

const match = createRouteMatcher<Route>(tokenRoutes);

/** A request is its method and path: `GET /api/organizations`. */
export const createAsk =
  (url: string): Ask =>
  async (member, request, body, given) => {
    const [method = '', path = ''] = request.split(' ');
    const sent = body && JSON.stringify(body);
    const headers = {
      ...given,
      'x-test-member': JSON.stringify(member),
      ...(sent && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(url + path, { method, headers, ...(sent && { body: sent }) });
    const text = await answer.text();
    const json = text === '' ? {} : (JSON.parse(text) as Answer['body']);
    check(match(method, path.split('?')[0]!), answer.status, text === '' ? undefined : json);
    return { status: answer.status, body: json, etag: answer.headers.get('etag') };
  };

function check(found: ReturnType<typeof match>, status: number, json: unknown): void {
  if (status >= 400) {
    ApiError.parse(json);
    return;
  }
  if (found.kind !== 'route') throw new Error('No route, and yet an answer.');
  const promised = found.route.answers[status];
  if (promised === undefined) throw new Error(`The route promises no ${status}.`);
  if (promised === null) expect(json).toBeUndefined();
  else promised.parse(json);
}
