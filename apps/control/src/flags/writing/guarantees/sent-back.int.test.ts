import { describe, expect, test } from 'vitest';

import { useFlags } from '../../../testing/use-flags.ts';

const { send, create, get } = useFlags();

const everything = {
  description: 'A.',
  tags: ['web'],
  value_type: 'string',
  configuration: { value: 'x' },
  variations: [
    { key: 'a', configuration: { value: 'y' } },
    { key: 'b', weight: 0 },
  ],
  environments: {
    production: {
      enabled: true,
      targeting: { attribute: 'plan', operator: 'in', values: ['pro'] },
      rules: [{ when: { percent: 5 }, serve: { enabled: true, variation: 'a' } }],
      rollout_percentage: 5,
    },
    staging: { enabled: false, default_variation: 'b' },
  },
  scheduled_start_at: '2026-12-01T09:00:00',
  scheduling_timezone: 'Europe/Paris',
};

describe.each(['PUT', 'PATCH'])('%s', (method) => {
  test.each([
    ['an application', {}],
    ['the enterprise', { scope: 'enterprise', application_id: null }],
  ])('of a flag of %s takes back what was read, and changes nothing', async (_scope, where) => {
    const flag = await create('a', { ...everything, ...where });
    const { status, body } = await send(`${method} /api/flags/${flag.id}`, flag);
    expect([status, body]).toEqual([200, flag]);
  });

  test('takes what was read with one thing changed, even when it has become old', async () => {
    const flag = await create('a', everything);
    await send(`POST /api/flags/${flag.id}/toggle`, { environment: 'production', enabled: false });
    const { status, body } = await send(`${method} /api/flags/${flag.id}`, {
      ...flag,
      name: 'New',
    });
    const { updated_at } = body;
    expect([status, body]).toEqual([200, { ...flag, name: 'New', version: 3, updated_at }]);
  });

  test.each([
    ['id', crypto.randomUUID()],
    ['key', 'b'],
    ['organization_id', crypto.randomUUID()],
    ['application_id', null],
    ['scope', 'enterprise'],
    ['created_by', null],
    ['created_at', '2020-01-01T00:00:00.000Z'],
    ['status', 'archived'],
  ])('does not change %s, and says so', async (field, value) => {
    const flag = await create('a');
    const wanted = { ...flag, [field]: value };
    const { status, body } = await send(`${method} /api/flags/${flag.id}`, wanted);
    expect([status, body['details']]).toEqual([
      400,
      [{ field, expected: expect.stringMatching(/^left as it is/) }],
    ]);
    expect(await get(flag)).toEqual(flag);
  });
});

test('a refused status says by which routes it changes', async () => {
  const flag = await create('a');
  const { body } = await send(`PATCH /api/flags/${flag.id}`, { status: 'archived' });
  expect(body['message']).toMatch(/\/archive and \/restore/);
});
