import { createServer } from 'node:http';

import { routes, type Service } from '@halyard/contracts';
import { createLogger } from '@halyard/http';
import request from 'supertest';
import { describe, expect, test } from 'vitest';

import { createDispatcher } from './dispatch.ts';

const answerWith = (name: Service) => (_req: unknown, res: { end(text: string): unknown }) =>
  void res.end(name);
const dispatcher = createDispatcher(
  { evaluation: answerWith('evaluation') },
  createLogger('test', 'silent'),
);
const server = createServer(dispatcher);

describe('a request', () => {
  test.each(routes)('$method $path goes to $service', async ({ method, path, service }) => {
    const url = `${path.replaceAll(/:\w+/g, 'x')}?query=1`;
    const answer = await request(server)[method.toLowerCase() as 'post'](url);
    expect(answer.text).toBe(service);
  });

  test('for no route is 404', async () => {
    const answer = await request(server).get('/nowhere');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: 'not_found' });
  });

  test('with a method no route of the path has is 405, in the shape of the path', async () => {
    const answer = await request(server).delete('/v1/evaluate');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
    expect(answer.body).toMatchObject({ status: 405, error: 'Method Not Allowed' });
  });
});
