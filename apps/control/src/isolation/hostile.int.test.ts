import { controlRoutes } from '@halyard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startControl } from '../testing/start-control.ts';
import { createTenant, type Tenant } from './tenant.ts';

let control: Awaited<ReturnType<typeof startControl>>;
let own: Tenant;
let asked = 0;

beforeAll(async () => {
  control = await startControl({ allowsSignup: true });
  own = await createTenant(control.url, 'one');
});
afterAll(() => control.close());

/** Bodies in which every field that a route takes is the same. */
const values: [what: string, value: unknown][] = [
  ['nulls', null],
  ['numbers', 1e308],
  ['lists', [[]]],
  ['objects', { $ne: null }],
  ['U+0000', 'a\u0000bcdefghijklmnop'],
  ['lone surrogates', '\ud800abcdefghijklmnop'],
  ['long texts', 'x'.repeat(5_000)],
];

const texts: [what: string, body: string][] = [
  ['nothing', ''],
  ['what is no JSON', '{"a":'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '1'],
  ['a prototype', '{"__proto__":{"role":"OWNER"},"constructor":{"prototype":{}}}'],
  ['5 000 levels', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['too many bytes', JSON.stringify({ name: 'x'.repeat(2_000_000) })],
];

const bodiesOf = (fields: readonly string[]): [what: string, body: string][] => [
  ...texts,
  ...values.map(([what, value]): [string, string] => [
    what,
    JSON.stringify(Object.fromEntries(fields.map((name) => [name, value]))),
  ]),
];

const writes = controlRoutes.filter((route) => 'body' in route);

test.each(writes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s refuses whatever is no body of it, in words',
  async (_name, { method, path: template, body: { schema } }) => {
    // A user may ask 300 times a minute.
    asked += texts.length + values.length;
    if (asked > 250) {
      own = await createTenant(control.url, 'one');
      asked = 0;
    }
    const path = template.replaceAll(/:([^/]+)/g, (_, name: string) => own.ids[name]!);
    for (const [what, body] of bodiesOf(Object.keys(schema.shape))) {
      // Nothing is an empty object, which some take.
      if (body === '' && schema.safeParse({}).success) continue;
      const answer = await fetch(`${control.url}${path}`, {
        method,
        body,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${own.browser.token()}`,
          origin: control.url,
        },
      });
      const { error, message } = (await answer.json()) as Record<string, string>;
      const expected = what === 'too many bytes' ? [413] : [400, 401, 403];
      expect([what, expected], message).toEqual([what, expect.arrayContaining([answer.status])]);
      expect(error).toMatch(/^(?:invalid_request|unauthorized|forbidden|payload_too_large)$/);
      expect(message).not.toContain('xxx');
    }
  },
);

test.each(['name', 'organization_name'])(
  'nobody is called what cannot be kept: %s',
  async (field) => {
    const { status, body } = await own.browser.post('/api/auth/register', {
      email: 'other@example.com',
      password: 'correct horse battery',
      [field]: 'a\u0000b',
    });
    expect([status, body['details']]).toEqual([400, [expect.objectContaining({ field })]]);
  },
);
