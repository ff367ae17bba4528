import express from 'express';
import request from 'supertest';
import { describe, expect, test } from 'vitest';

import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { createOperationsApp } from './operations.ts';

describe('what only operators may do', () => {
  const password = 'k3YJ-äß:with a colon';
  const router = express.Router().use(express.json(), (req, res) => {
    res.json({ done: req.method });
  });
  const app = createOperationsApp({
    metrics: createMetrics('test'),
    checks: {},
    guarded: {
      password,
      routes: { '/queues': router },
      log: createLogger('test', 'silent'),
    },
  });

  test.each(['anybody', ''])('is done for user %j with the password', async (user) => {
    const answer = await request(app).get('/queues/deeper').auth(user, password);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ done: 'GET' });
  });

  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  test.each([
    ['nothing', undefined],
    ['another password', basic('halyard:another')],
    ['an empty password', basic('halyard:')],
    ['the password as a user name', basic(`${password}:`)],
    ['the beginning of the password', basic(`halyard:${password.slice(0, -1)}`)],
    ['no Basic credentials', 'Basic %%%'],
    ['the password as a token', `Bearer ${password}`],
    ['an access token', 'Bearer eyJhbGciOiJFUzI1NiJ9.eyJyb2xlIjoiT1dORVIifQ.c2lnbmF0dXJl'],
  ])('is refused to %s, and a browser asks for the password', async (_what, authorization) => {
    const asking = request(app).post('/queues');
    const answer = await (authorization ? asking.set({ authorization }) : asking);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
    expect(answer.body).toMatchObject({ error: 'unauthorized' });
  });

  test('is refused to pages of other sites, though the browser knows the password', async () => {
    const asking = request(app).post('/queues').auth('halyard', password);
    const answer = await asking.set('sec-fetch-site', 'cross-site');
    expect(answer.status).toBe(403);
  });

  test('a body that is no JSON is answered as such', async () => {
    const asking = request(app).post('/queues').auth('halyard', password);
    const answer = await asking.type('json').send('{');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ message: 'The body must be JSON.' });
  });

  test('asks for no password where there is nothing to hide', async () => {
    expect((await request(app).get('/healthz')).status).toBe(200);
  });
});
