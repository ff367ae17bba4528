import type { ServerResponse } from 'node:http';

import { describe, expect, test } from 'vitest';

import {
  createKey,
  member,
  publish,
  setUp,
  unauthorized,
  unavailable,
  type Answer,
} from './testing/token-kit.ts';

describe('unknown keys', () => {
  test('cost one fetch in ten seconds, however many they are', async () => {
    const key = createKey('k1');
    const { clock, jwks, verifier } = await setUp(publish(key.jwk));
    const ask = () =>
      Promise.allSettled(
        Array.from({ length: 50 }, (_, at) =>
          verifier.verify(createKey(`unknown-${at}`).sign(clock.now())),
        ),
      );
    await ask();
    const refused = await ask();
    expect(refused.map((one) => one.status === 'rejected' && one.reason)).toEqual(
      Array(50).fill(expect.objectContaining(unauthorized)),
    );
    expect(jwks.requests()).toBe(1);
    clock.pass(10);
    await ask();
    expect(jwks.requests()).toBe(2);
  });

  test('wait for a fetch that is under way, however long it takes', async () => {
    const key = createKey('k1');
    const held: ServerResponse[] = [];
    const { clock, jwks, verifier } = await setUp((res) => held.push(res));
    const first = verifier.verify(key.sign(clock.now()));
    await expect.poll(() => held.length, { timeout: 2_000 }).toBe(1);
    clock.pass(60);
    const second = verifier.verify(key.sign(clock.now()));
    publish(key.jwk)(held[0]!);
    expect(await Promise.all([first, second])).toMatchObject([member, member]);
    expect(jwks.requests()).toBe(1);
  });

  test('cost nothing where the token is none of ours by its form', async () => {
    const { jwks, verifier } = await setUp(publish(createKey('k1').jwk));
    const header = Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url');
    await expect(verifier.verify(`${header}.e30.`)).rejects.toMatchObject(unauthorized);
    expect(jwks.requests()).toBe(0);
  });
});

describe('when the keys rotate', () => {
  test('tokens of the new one are accepted beside those of the old one', async () => {
    const [old, next] = [createKey('k1'), createKey('k2')];
    const { clock, jwks, verifier } = await setUp(publish(old.jwk));
    const token = old.sign(clock.now());
    await verifier.verify(token);
    jwks.answerWith(publish(old.jwk, next.jwk));
    clock.pass(10);
    expect(await verifier.verify(next.sign(clock.now()))).toMatchObject(member);
    expect(await verifier.verify(token)).toMatchObject(member);
    expect(jwks.requests()).toBe(2);
  });

  test('one that is taken away is refused ten minutes later at the latest', async () => {
    const [old, next] = [createKey('k1'), createKey('k2')];
    const { clock, jwks, verifier } = await setUp(publish(old.jwk, next.jwk));
    await verifier.verify(old.sign(clock.now()));
    jwks.answerWith(publish(next.jwk));
    clock.pass(599);
    expect(await verifier.verify(old.sign(clock.now()))).toMatchObject(member);
    expect(jwks.requests()).toBe(1);
    clock.pass(1);
    await verifier.verify(next.sign(clock.now()));
    await expect
      .poll(() => verifier.verify(old.sign(clock.now())).catch((error: unknown) => error), {
        timeout: 4_000,
      })
      .toMatchObject(unauthorized);
    expect(jwks.requests()).toBe(2);
  });
});

describe('while the JWKS cannot be read', () => {
  test.each<[string, Answer]>([
    ['an error', (res) => res.writeHead(500).end('{"keys":[]}')],
    ['another page', (res) => res.end('<html></html>')],
    ['another document', (res) => res.end('{"items":[]}')],
    ['a broken connection', (res) => res.destroy()],
    ['no answer', () => undefined],
    ['an answer that stalls', (res) => res.write('{"keys":')],
  ])('%s: an unknown key is unavailable, never unauthorized', async (_what, answer) => {
    const key = createKey('k1');
    const { clock, jwks, verifier } = await setUp(answer, 500);
    const token = key.sign(clock.now());
    await expect(verifier.verify(token)).rejects.toMatchObject(unavailable);
    await expect(verifier.verify(token)).rejects.toMatchObject(unavailable);
    expect(jwks.requests()).toBe(1);
    jwks.answerWith(publish(key.jwk));
    clock.pass(10);
    expect(await verifier.verify(token)).toMatchObject(member);
    const unknown = createKey('k2').sign(clock.now());
    await expect(verifier.verify(unknown)).rejects.toMatchObject(unauthorized);
  });

  test('known keys hold for as long as it takes', async () => {
    const key = createKey('k1');
    const { clock, jwks, verifier } = await setUp(publish(key.jwk));
    await verifier.verify(key.sign(clock.now()));
    jwks.answerWith((res) => res.destroy());
    for (const _hour of Array(24).keys()) {
      clock.pass(3_600);
      expect(await verifier.verify(key.sign(clock.now()))).toMatchObject(member);
    }
    await expect(verifier.verify(createKey('k2').sign(clock.now()))).rejects.toMatchObject(
      unavailable,
    );
  });
});

test('a clock that was set back keeps no new key out', async () => {
  const [old, next] = [createKey('k1'), createKey('k2')];
  const { clock, jwks, verifier } = await setUp(publish(old.jwk));
  await verifier.verify(old.sign(clock.now()));
  jwks.answerWith(publish(old.jwk, next.jwk));
  clock.pass(-3_600);
  expect(await verifier.verify(next.sign(clock.now()))).toMatchObject(member);
});
