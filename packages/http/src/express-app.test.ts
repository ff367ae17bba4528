import type { Route } from '@halyard/contracts';
import { Router } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { expect, test } from 'vitest';

import { createExpressApp } from './express-app.ts';

const routes: Route[] = [
  { service: 'evaluation', method: 'GET', path: '/api/things/:id' },
  { service: 'evaluation', method: 'PUT', path: '/api/things/:id' },
];
const router = Router().get('/api/things/:id', (req, res) => {
  if (req.params.id === 'bad') throw new Error('broken');
  res.json({ id: req.params.id });
});
const app = createExpressApp({ routes, router, log: pino({ level: 'silent' }) });

test('a route is answered', async () => {
  const answer = await request(app).get('/api/things/7');
  expect(answer.body).toEqual({ id: '7' });
  expect(answer.headers).not.toHaveProperty('x-powered-by');
});

test('another method is 405 and says which would do', async () => {
  const answer = await request(app).delete('/api/things/7');
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']).toBe('GET, PUT');
  expect(answer.body).toMatchObject({ error: 'method_not_allowed' });
});

test('another path is 404', async () => {
  const answer = await request(app).get('/api/other');
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ error: 'not_found' });
});

test('a route that throws is 500', async () => {
  const answer = await request(app).get('/api/things/bad');
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ error: 'internal_error' });
});
