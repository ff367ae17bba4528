import { Writable } from 'node:stream';

import { AppError, ApiError, V1Error } from '@halyard/contracts';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, test } from 'vitest';

import { sendError } from './send-error.ts';

function ask(path: string, error: unknown) {
  const lines: string[] = [];
  const log = pino(
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const app = express().use((req, res) => sendError(res, req.path, error, log));
  return request(app)
    .get(path)
    .then((answer) => ({ answer, lines }));
}

const invalid = new AppError('invalid_request', 'The body is wrong.', [
  { field: 'flagKey', expected: 'a non-empty string' },
]);

describe('below /api', () => {
  test('an error has its code, message, details and a request id', async () => {
    const { answer } = await ask('/api/flags', invalid);
    expect(answer.status).toBe(400);
    expect(ApiError.parse(answer.body)).toEqual({
      error: 'invalid_request',
      message: 'The body is wrong.',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      details: [{ field: 'flagKey', expected: 'a non-empty string' }],
    });
  });

  test('an unexpected error is logged and not shown', async () => {
    const { answer, lines } = await ask('/api/flags', new Error('password is hunter2'));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
    expect(lines.join('')).toContain(ApiError.parse(answer.body).request_id);
  });
});

test('a 503 says when to ask again: in two seconds unless it says itself', async () => {
  const unavailable = (headers?: Record<string, string>) =>
    new AppError('unavailable', 'Not now.', undefined, headers);
  const silent = await ask('/api/flags', unavailable());
  expect([silent.answer.status, silent.answer.get('retry-after')]).toEqual([503, '2']);
  const telling = await ask('/api/flags', unavailable({ 'retry-after': '10' }));
  expect(telling.answer.get('retry-after')).toBe('10');
  const { answer } = await ask('/api/flags', invalid);
  expect(answer.get('retry-after')).toBe(undefined);
});

describe.each(['/v1/evaluate', '/v1/evaluate/bulk', '/v1/feedback/report'])('at %s', (path) => {
  test('401 is the reference’s, to the letter', async () => {
    const { answer } = await ask(path, new AppError('unauthorized', 'This key has expired.'));
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(
      '{"status":401,"error":"Unauthorized","message":"Missing or invalid Authorization header"}',
    );
  });

  test('a bad request names the field and what was expected', async () => {
    const { answer } = await ask(path, invalid);
    expect(V1Error.parse(answer.body)).toEqual({
      status: 400,
      error: 'Bad Request',
      message: 'flagKey must be a non-empty string',
    });
  });
});

test.each(['/v1/flags', '/v1/events', '/v1/evaluated'])(
  '%s has the shape of /api',
  async (path) => {
    const { answer } = await ask(path, new AppError('not_found', 'Nothing here.'));
    expect(ApiError.parse(answer.body)).toMatchObject({ error: 'not_found' });
  },
);
