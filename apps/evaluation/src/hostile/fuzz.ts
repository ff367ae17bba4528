import fc from 'fast-check';
import { expect } from 'vitest';

import { expectNoSecret, expectSound } from './driver/expect-sound.ts';
import {
  damage,
  damages,
  fuzzedRequest,
  type Damage,
  type FuzzedRequest,
} from './driver/fuzzed-requests.ts';
import type { HostileNode } from './driver/hostile-node.ts';
import { findMisshapen, routeOf } from './driver/shapes.ts';
import { exchange, toBytes, type WireAnswer } from './driver/wire.ts';

export interface FuzzOptions {
  seed: number;
  requests: number;
}

/** How many answers there were, by status. */
export type Statuses = Map<number, number>;

/** Of these one is damaged below HTTP. */
const damagedOf = 10;

/** Sends requests at random; every answer must be one that its path documents. */
export async function fuzz(node: HostileNode, { seed, requests }: FuzzOptions): Promise<Statuses> {
  const statuses: Statuses = new Map();
  const note = ({ status }: WireAnswer) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const damagedRequests = Math.floor(requests / damagedOf);
  await fc.assert(
    fc.asyncProperty(fuzzedRequest, async (request) => {
      note(await checkAnswer(node, request));
    }),
    { seed, numRuns: requests - damagedRequests },
  );
  await fc.assert(
    fc.asyncProperty(fuzzedRequest, damages, async (request, all) => {
      // An answer to a HEAD could not be told from others.
      fc.pre(request.method !== 'HEAD');
      (await checkDamaged(node, request, all)).forEach(note);
    }),
    { seed, numRuns: damagedRequests },
  );
  await expectSound(node);
  return statuses;
}

async function checkAnswer(node: HostileNode, request: FuzzedRequest): Promise<WireAnswer> {
  const { method, path } = request;
  const isHead = method === 'HEAD';
  const bytes = Buffer.concat([bytesOf(node, request), nextRequest]);
  const [answer, next] = await exchange(node.port, bytes, { isHead, answers: 2 });
  if (!answer) throw new Error('The connection was closed without an answer.');
  expectNoSecret(node, answer);
  expect(statusesOf(request)).toContain(answer.status);
  if (isNodes(answer)) return answer;
  expect(findMisshapen({ method, path }, answer)).toEqual([]);
  if (routeOf(method, path).kind !== 'no_route') {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
  if (answer.headers.get('connection') !== 'close') expect(next).toMatchObject({ status: 204 });
  return answer;
}

/** It may be anything now, even two requests: each that is answered is answered as documented. */
async function checkDamaged(
  node: HostileNode,
  request: FuzzedRequest,
  all: readonly Damage[],
): Promise<WireAnswer[]> {
  const bytes = damage(bytesOf(node, request), all);
  const answers = await exchange(node.port, bytes, { endsEarly: true, answers: Infinity });
  for (const answer of answers) {
    expectNoSecret(node, answer);
    expect(allStatuses).toContain(answer.status);
  }
  return answers;
}

/** Follows on the same connection: it must have survived, and be read from the right place. */
const nextRequest = toBytes({ method: 'OPTIONS', path: '/v1/flags' });

const allStatuses = [200, 204, 304, 400, 401, 403, 404, 405, 413, 431, 503];

function statusesOf({ method, path, credential }: FuzzedRequest): readonly number[] {
  const found = routeOf(method, path);
  if (found.kind === 'no_route') return [404, ...nodesStatuses];
  if (found.kind === 'wrong_method') return [method === 'OPTIONS' ? 204 : 405, ...nodesStatuses];
  const { route } = found;
  const isKnown = !['none', 'wrong', 'expired', 'revoked'].includes(credential);
  return [
    ...(isKnown ? Object.keys(route.answers).map(Number) : [401, 503]),
    ...(route.access.startsWith('server_key') && credential !== 'server' ? [403] : []),
    ...('body' in route ? [413] : []),
    ...(route.path.includes('/:') && isKnown ? [404] : []),
    ...nodesStatuses,
  ];
}

/** What node:http refuses by itself, among it a header it cannot read. */
const nodesStatuses = [400, 431];

const isNodes = ({ status, headers, body }: WireAnswer): boolean =>
  nodesStatuses.includes(status) && body.length === 0 && !headers.has('content-type');

function bytesOf(node: HostileNode, request: FuzzedRequest): Buffer {
  const { method, path, credential, credentialHeader, wrongKey, body, isChunked } = request;
  const secret =
    credential === 'wrong' ? wrongKey : credential === 'none' ? '' : node.keys[credential];
  const [name = '', ...scheme] = credentialHeader.split(/:\s*/);
  const headers = [
    ...(credential === 'none' ? [] : [[name, scheme.join('') + secret] as const]),
    ...request.headers,
  ];
  if (!isChunked) return toBytes({ method, path, headers, body });
  const chunked = toBytes({
    method: 'GET',
    path,
    headers: [...headers, ['transfer-encoding', 'chunked']],
  });
  const size = body.length > 0 ? `${body.length.toString(16)}\r\n` : '';
  const head = Buffer.from(chunked.toString('latin1').replace('GET', method), 'latin1');
  return Buffer.concat([
    head,
    Buffer.from(size),
    body,
    Buffer.from(size && '\r\n'),
    Buffer.from('0\r\n\r\n'),
  ]);
}
