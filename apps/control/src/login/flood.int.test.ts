import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBrowser } from '../testing/browser.ts';
import { codeAt, password, registerOwner, type Person } from '../testing/people.ts';
import { startControl } from '../testing/start-control.ts';

const wrongLogins = 60;
const addresses = 100;

let control: Awaited<ReturnType<typeof startControl>>;
let nowMs: number;
let delaysMs: number[];
let onHeld: (delayMs: number) => unknown;
let owner: Person;

beforeEach(async () => {
  nowMs = Date.now();
  delaysMs = [];
  onHeld = () => undefined;
  control = await startControl({
    now: () => nowMs,
    wait: async (delayMs) => {
      delaysMs.push(delayMs);
      await onHeld(delayMs);
    },
  });
  owner = await registerOwner(createBrowser(control.url), nowMs);
  // The next code: one serves once.
  nowMs += 30_000;
});
afterEach(() => control.close());

const logIn = (given: object, address: string) =>
  createBrowser(control.url, { address }).post('/api/auth/login', { email: owner.email, ...given });

const fail = (n: number) => logIn({ password: 'not this one' }, `198.51.100.${n % addresses}`);

const logInAsOwner = () => logIn({ password, code: codeAt(owner.secret, nowMs) }, '192.0.2.1');

const inSeconds = (delays: readonly number[]): number[] => delays.map((delay) => delay / 1_000);

test('wrong logins from everywhere wait ever longer, and the right user gets in after 30 s', async () => {
  const statuses = new Set<number>();
  for (let n = 0; n < wrongLogins; n++) statuses.add((await fail(n)).status);
  expect([...statuses]).toEqual([401]);
  const held = [1, 2, 4, 8, 16, ...Array<number>(wrongLogins - 8).fill(30)];
  expect(inSeconds(delaysMs)).toEqual(held);
  expect((await logInAsOwner()).status).toBe(200);
  expect(inSeconds(delaysMs)).toEqual([...held, 30]);
});

test('wrong logins that all come due at once turn nobody away', async () => {
  let comeDue = (): void => undefined;
  const due = new Promise<void>((resolve) => (comeDue = resolve));
  onHeld = () => due;
  const failing = Array.from({ length: addresses }, (_, n) => fail(n));
  await expect.poll(() => delaysMs.length).toBe(addresses - 3);
  const user = logInAsOwner();
  await expect.poll(() => delaysMs.length).toBe(addresses - 2);
  comeDue();
  expect((await user).status).toBe(200);
  const answers = await Promise.all(failing);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
});

test('a code counts by when it came, not by when its turn has come', async () => {
  for (let n = 0; n < 8; n++) await fail(n);
  const code = codeAt(owner.secret, nowMs);
  // The longest ago that a code is taken.
  nowMs += 30_000;
  onHeld = (delayMs) => (nowMs += delayMs);
  expect((await logIn({ password, code }, '192.0.2.1')).status).toBe(200);
});
