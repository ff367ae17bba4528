import { randomBytes } from 'node:crypto';

import { createAuditSigner, generateAuditKey, totpCode, totpStepAt } from '@halyard/auth';
import { createAccountContext } from '@halyard/control';
import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createOrganization, noHints } from '@halyard/domain';
import { verifyUserPassword, useRecoveryCode, type AccountContext } from '@halyard/domain/accounts';
import { listUsers } from '@halyard/domain/read';
import { beforeEach, expect, inject, test } from 'vitest';

import { createTestTerminal, type Answer } from '../terminal/create-test-terminal.ts';
import { setUp } from './set-up.ts';

let database: Database;
let ctx: AccountContext;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  database = createDatabase({ url, maxConnections: 2 });
  ctx = createAccountContext({
    database,
    hints: noHints,
    auditSigner: createAuditSigner(generateAuditKey()),
    regex,
    installationKey: randomBytes(32),
  });
  return async () => {
    await database.$disconnect();
    await drop();
  };
});

const email = 'ada@example.com';
const password = 'correct horse battery';
const [enter, ctrlC, ctrlD] = ['\r', '\u0003', '\u0004'];

const type = (text: string) => () => `${text}${enter}`;
const name: Answer = ['Name: ', type('Ada')];
const address: Answer = ['E-mail address: ', type('Ada@Example.com')];
const choice: Answer = ['Password, at least 12 characters: ', type(password)];
const repetition: Answer = ['The same again: ', type(password)];
const account = [name, address, choice, repetition];
const rightCode: Answer = [
  'Code that it shows: ',
  (shown) => {
    const [, secret = ''] = /secret into it: (\S+)/.exec(shown)!;
    return `${totpCode(secret, totpStepAt(Date.now()))}${enter}`;
  },
];

async function answer(answers: readonly Answer[]) {
  const terminal = createTestTerminal(answers);
  const { input, output } = terminal;
  const print = (line: string): void => void output.write(`${line}\n`);
  const admin = { ctx, url: 'http://127.0.0.1:4000', input, output, print };
  const ended = await setUp.run(admin, {}).then(
    () => 'well',
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return { ended, shown: terminal.shown(), unasked: terminal.unasked() };
}

test('whoever answers becomes an owner with a second factor and ten recovery codes', async () => {
  await createOrganization(ctx, { name: 'Demo' });
  const { ended, shown, unasked } = await answer([...account, rightCode]);
  expect([ended, unasked]).toEqual(['well', 0]);
  const organizations = [{ name: 'Demo', role: 'OWNER' }];
  const owner = { email, name: 'Ada', organizations, hasSecondFactor: true };
  expect(await listUsers(database)).toEqual([owner]);
  const user = await verifyUserPassword(ctx, { email, password });
  const codes = shown.slice(shown.indexOf('Ten recovery codes')).match(/^ {2}\S+$/gm) ?? [];
  expect(codes).toHaveLength(10);
  for (const code of codes) expect(await useRecoveryCode(ctx, user!.id, code.trim())).toBe(true);
});

test('passwords are never shown', async () => {
  await createOrganization(ctx, { name: 'Demo' });
  const { shown } = await answer([...account, rightCode]);
  expect(shown).toContain('Ada');
  for (const length of [password.length, 5]) {
    expect(shown).not.toContain(password.slice(0, length));
  }
});

test('what cannot be used is asked for again', async () => {
  await createOrganization(ctx, { name: 'Demo' });
  const { ended, shown, unasked } = await answer([
    ['Name: ', type(' ')],
    name,
    ['E-mail address: ', type('nobody')],
    address,
    ['Password, at least 12 characters: ', type('short')],
    choice,
    ['The same again: ', type('another horse battery')],
    choice,
    repetition,
    ['Code that it shows: ', type('nonsense')],
    rightCode,
  ]);
  expect([ended, unasked]).toEqual(['well', 0]);
  expect(shown).toContain('email must be an e-mail address');
  expect(shown).toContain('two different passwords');
  expect(shown).toContain('This code is not right');
});

test.each([
  ['Ctrl-C', ctrlC],
  ['Ctrl-D', ctrlD],
])('%s instead of a password ends it, and nobody was made', async (_, keys) => {
  await createOrganization(ctx, { name: 'Demo' });
  const { ended } = await answer([name, address, [choice[0], () => keys]]);
  expect(ended).toBe('AdminError: Interrupted.');
  expect(await listUsers(database)).toEqual([]);
});

test('it is refused where there is an account, and where there is no organization', async () => {
  expect((await answer([])).ended).toContain('There is no organization yet');
  await createOrganization(ctx, { name: 'Demo' });
  await answer([...account, rightCode]);
  const again = await answer(account);
  expect(again.ended).toContain('There is an account already');
  expect(again.unasked).toBe(account.length);
});

test('it is refused where there is no terminal', async () => {
  const { output } = createTestTerminal([]);
  const input = Object.assign(createTestTerminal([]).input, { isTTY: false });
  const admin = { ctx, url: '', input, output, print: () => undefined };
  await expect(setUp.run(admin, {})).rejects.toThrow('only a terminal can hide');
});
