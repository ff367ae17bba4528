import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

import request from 'supertest';
import { describe, expect, test } from 'vitest';

import { pagePaths } from './page-paths.ts';
import { createPages } from './pages.ts';

const pages = createPages();
const server = createServer((req, res) => {
  if (!pages(req, res)) res.writeHead(404).end('not a page');
});

const sourceHash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe.each(Object.values(pagePaths))('%s', (path) => {
  test('is a page that nobody may keep, frame or read the address of', async () => {
    const { status, headers } = await request(server).get(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const policy = headers['content-security-policy'];
    for (const part of [
      `default-src 'none'`,
      `frame-ancestors 'none'`,
      `form-action 'self'`,
      `base-uri 'none'`,
    ]) {
      expect(policy).toContain(part);
    }
  });

  test('runs the script and the style that its policy names, and no other', async () => {
    const { text, headers } = await request(server).get(path);
    const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, source]) => source!);
    const styles = [...text.matchAll(/<style>(.*?)<\/style>/gs)].map(([, source]) => source!);
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    const policy = headers['content-security-policy'];
    expect(policy).toContain(`script-src ${sourceHash(scripts[0]!)};`);
    expect(policy).toContain(`style-src ${sourceHash(styles[0]!)};`);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/ (style|on\w+)="/);
    expect(text).not.toMatch(/(src|href)="(?!data:|#)/);
  });

  test('has no body for HEAD, but its length, and is the same with a query', async () => {
    const { text, headers } = await request(server).get(`${path}?utm=1`);
    const head = await request(server).head(path);
    expect(head.headers['content-length']).toBe(headers['content-length']);
    expect(head.headers['content-length']).toBe(`${Buffer.byteLength(text)}`);
    expect(head.text).toBeUndefined();
  });

  test.each(['post', 'put', 'delete', 'options'] as const)(
    'leaves %s to others',
    async (method) => {
      expect((await request(server)[method](path)).status).toBe(404);
    },
  );
});

test.each(['/', '/set-up/', '/set-up/x', '/Set-up', '/__proto__', '/constructor'])(
  '%s is left to others',
  async (path) => {
    expect((await request(server).get(path)).status).toBe(404);
  },
);
