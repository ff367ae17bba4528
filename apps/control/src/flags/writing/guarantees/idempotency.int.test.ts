import { expect, test } from 'vitest';

import { useFlags } from '../../../testing/use-flags.ts';

const { organization, send } = useFlags();

const path = 'POST /api/flags';
const key = { 'idempotency-key': 'one' };
const wanted = (name = 'A') => ({ key: 'a', name, application_id: organization.applicationId });

const count = async () => (await send('GET /api/flags')).body['total'];

test('the same request again under the same key gives what was made, and makes nothing', async () => {
  const first = await send(path, wanted(), key);
  await send(`PATCH /api/flags/a`, { name: 'Changed' });
  const second = await send(path, wanted(), key);
  expect(first.status).toBe(201);
  expect(second).toEqual(first);
  expect(await count()).toBe(1);
});

test('ten at once under one key make one flag, and all are given it', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(path, wanted(), key)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([answers[0]!.status, await count()]).toEqual([201, 1]);
});

test('another request under the same key is refused', async () => {
  await send(path, wanted(), key);
  const { status, body } = await send(path, wanted('B'), key);
  expect([status, body['error']]).toEqual([409, 'idempotency_key_reused']);
});

test('a key is its user’s own', async () => {
  await send(path, wanted(), key);
  const { ADMIN } = organization.members;
  const other = { ...wanted(), key: 'b' };
  expect((await organization.ask(ADMIN, path, other, key)).status).toBe(201);
  // The flag's key is taken: that was not this user's request.
  const again = await organization.ask(organization.members.OWNER, path, wanted(), key);
  expect([again.status, again.body['error']]).toEqual([409, 'conflict']);
});

test('what was refused may be tried again under the same key', async () => {
  const refused = await send(path, { ...wanted(), tags: [5] }, key);
  expect(refused.status).toBe(400);
  expect((await send(path, wanted(), key)).status).toBe(201);
});

test.each(['a b', 'x'.repeat(129), 'ä'])('a key that is %j is refused by name', async (bad) => {
  const { status, body } = await send(path, wanted(), { 'idempotency-key': bad });
  const details = [{ field: 'Idempotency-Key', expected: expect.any(String) }];
  expect([status, body['details']]).toEqual([400, details]);
});
