import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createExpressApp } from '../routing/express-app.ts';
import { createApiDocs } from './create-api-docs.ts';

const log = pino({ level: 'silent' });
let folder: string;
let made = 0;
let app: ReturnType<typeof createExpressApp>;

beforeAll(async () => {
  // As in a home that keeps its programs out of sight.
  folder = await mkdtemp(join(tmpdir(), '.halyard-docs-'));
  await writeFile(join(folder, 'scalar.js'), 'scalar();');
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  made = 0;
  const docs = createApiDocs({
    scriptFile: join(folder, 'scalar.js'),
    async createDocument() {
      made += 1;
      return { openapi: '3.1.0' };
    },
  });
  app = createExpressApp({ routes: [], dispatches: [], pages: [docs], log });
});

describe('/openapi.json', () => {
  test('is the document, which any page may read', async () => {
    const answer = await request(app).get('/openapi.json');
    expect(answer.body).toEqual({ openapi: '3.1.0' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    });
  });

  test('is made by the first who asks, once', async () => {
    expect(made).toBe(0);
    await Promise.all([request(app).get('/openapi.json'), request(app).get('/openapi.json')]);
    await request(app).get('/openapi.json');
    expect(made).toBe(1);
  });

  test('is not sent again to who has it', async () => {
    const { headers } = await request(app).get('/openapi.json');
    const again = await request(app).get('/openapi.json').set('if-none-match', headers['etag']!);
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await request(app).get('/openapi.json').set('if-none-match', '"x"')).status).toBe(200);
  });
});

describe('/docs', () => {
  test('is a page that names no address but ours, nor may reach any', async () => {
    const { headers, text } = await request(app).get('/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).not.toMatch(/\/\//);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*/);
  });

  test('loads what we send', async () => {
    const { text } = await request(app).get('/docs');
    const [, address] = /<script src="([^"]+)"/.exec(text)!;
    const script = await request(app).get(`/${address}`);
    expect(script.text).toBe('scalar();');
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    const { 'last-modified': at } = script.headers;
    const again = await request(app).get(`/${address}`).set('if-modified-since', at!);
    expect(again.status).toBe(304);
  });
});

describe.each(['/openapi.json', '/docs', '/docs/scalar.js'])('%s', (path) => {
  test('takes GET and HEAD, and says so', async () => {
    expect((await request(app).head(path)).status).toBe(200);
    const wrong = await request(app).post(path);
    expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(wrong.body).toMatchObject({ error: 'method_not_allowed' });
    const asked = await request(app).options(path);
    expect([asked.status, asked.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(asked.headers['access-control-allow-origin']).toBe('*');
  });

  test('is an address of its own, without a slash at the end', async () => {
    expect((await request(app).get(`${path}/`)).status).toBe(404);
  });
});
