import { expect } from 'vitest';

import type { HostileNode } from './hostile-node.ts';
import { findMisshapen, routeOf } from './shapes.ts';
import type { WireAnswer } from './wire.ts';

/** The answer has this status, the shape of its path, and what a browser needs to read it. */
export function expectAnswer(
  request: { method: string; path: string },
  answer: WireAnswer,
  status: number,
): void {
  expect(
    answer.status,
    `${request.method} ${request.path}: ${answer.body.toString('latin1', 0, 200)}`,
  ).toBe(status);
  expect(findMisshapen(request, answer)).toEqual([]);
  if (routeOf(request.method, request.path).kind !== 'no_route') {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
}

/** The node still answers, has noticed nothing that somebody must look at, and tells no secret. */
export async function expectSound(node: HostileNode): Promise<void> {
  const path = '/api/flags/plain/evaluate';
  const answer = await node.ask({ method: 'POST', path, body: '{"context":{"user_id":"u"}}' });
  expectAnswer({ method: 'POST', path }, answer, 200);
  expect(node.logged).toEqual([]);
}

/** None of the node's keys is in an answer. */
export function expectNoSecret({ keys }: HostileNode, { headers, body }: WireAnswer): void {
  const text = [...headers].flat().join('\n') + body.toString('latin1');
  for (const secret of Object.values(keys)) expect(text).not.toContain(secret);
}
