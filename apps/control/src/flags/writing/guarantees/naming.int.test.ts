import type { FlagDetails } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { useFlags } from '../../../testing/use-flags.ts';

const { organization, send, create, get } = useFlags();

const toggle = (path: string) =>
  send(`POST /api/flags/${path}`, { environment: 'production', enabled: true });

test('a flag is written by its key', async () => {
  const flag = await create('checkout');
  const { status, body } = await toggle('checkout/toggle');
  expect([status, body['id'], body['version']]).toEqual([200, flag.id, 2]);
});

describe('a key that several flags have', () => {
  const createBoth = async (): Promise<[own: FlagDetails, enterprise: FlagDetails]> => [
    await create('checkout'),
    await create('checkout', { scope: 'enterprise', application_id: null }),
  ];

  test('is ambiguous: they are listed, and none is written', async () => {
    const both = await createBoth();
    const { status, body } = await toggle('checkout/toggle');
    expect([status, body['error']]).toEqual([409, 'ambiguous_key']);
    const said = JSON.stringify(body['details']);
    for (const { id } of both) expect(said).toContain(id);
    for (const flag of both) expect(await get(flag)).toEqual(flag);
  });

  test('is decided by the application or the scope', async () => {
    const [own, enterprise] = await createBoth();
    const { applicationId } = organization;
    const first = await toggle(`checkout/toggle?application_id=${applicationId}`);
    expect(first.body['id']).toBe(own.id);
    const second = await toggle('checkout/toggle?scope=enterprise');
    expect(second.body['id']).toBe(enterprise.id);
    const path = `DELETE /api/flags/checkout?scope=application&expected_version=2`;
    expect((await organization.ask(organization.members.ADMIN, path)).status).toBe(204);
    expect((await send('GET /api/flags/checkout')).body['id']).toBe(enterprise.id);
  });
});

test('what else the query says is refused by name', async () => {
  await create('checkout');
  const { status, body } = await toggle('checkout/toggle?surprise=1');
  expect([status, body['details']]).toEqual([
    400,
    [{ field: 'surprise', expected: expect.any(String) }],
  ]);
});
