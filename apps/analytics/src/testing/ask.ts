import type { Member } from '@halyard/auth';
import { analyticsRoutes } from '@halyard/contracts';
import { createDocumentCheck } from '@halyard/contracts/openapi/testing';
import type { Tokens } from '@halyard/http/testing';
import { expect } from 'vitest';

const findUndocumented = createDocumentCheck(analyticsRoutes);

/** What an answer says. */
interface Answer {
  status: number;
  headers: Headers;
  body: Readonly<Record<string, unknown>>;
}

/** Asks as a member, or as nobody; every answer is held against the OpenAPI document. */
export type Ask = (member: Member | undefined, path: string) => Promise<Answer>;

export const createAsk =
  (url: string, tokenOf: Tokens['tokenOf']): Ask =>
  async (member, path) => {
    const headers: Record<string, string> = member
      ? { authorization: `Bearer ${tokenOf(member)}` }
      : {};
    const answer = await fetch(url + path, { headers });
    const { status } = answer;
    const body = (await answer.json()) as Answer['body'];
    const exchanged = { method: 'GET', path: path.split('?')[0]!, status, answer: body };
    expect(findUndocumented(exchanged)).toEqual([]);
    return { status, headers: answer.headers, body };
  };
