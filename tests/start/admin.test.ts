import { expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop } from './driver/installation.ts';
import { runNpm, waitForEnd, waitForOutput, type NpmOptions } from './driver/npm.ts';
import { endProcesses, findProcesses, waitUntilNothingRuns } from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';

const checkout = useCheckout({ hasPackages: true });

const email = 'ada@example.com';
const password = 'correct horse battery';
const tokenIn = (output: string) => /#([\w-]{43})$/m.exec(output)?.[1];

test('before the first start it says what to do, and makes nothing', async () => {
  const npm = runNpm(checkout, ['run', 'admin', 'list-users']);
  // It may have to fetch every package.
  await waitForOutput(npm, /run `npm start` once/, 170_000);
  expect(await waitForEnd(npm)).toBe(1);
  expect(findProcesses(checkout)).toEqual([]);
});

test('while Halyard runs, links are made that it takes, and it runs on', async () => {
  const installation = await start(checkout);
  const { url, npm } = installation;
  const printed = tokenIn(npm.output());
  const environment = { PUBLIC_URL: 'https://flags.example.com/' };
  const setUp = await runAdmin(['set-up-link'], { environment });
  expect(setUp.exitCode).toBe(0);
  expect(setUp.output).toMatch(/^https:\/\/flags\.example\.com\/set-up#[\w-]{43}$/m);
  const owner = { email, password, name: 'Ada' };
  const byOldLink = await post(url, 'register', { ...owner, set_up_token: printed });
  expect(byOldLink.status).toBe(400);
  const made = await post(url, 'register', { ...owner, set_up_token: tokenIn(setUp.output) });
  expect(made).toMatchObject({ status: 201, body: { status: 'enrolment_required' } });
  expect((await runAdmin(['set-up-link'])).output).toContain('an account already');

  const args = ['create-user', '--email', 'bob@example.com', '--role', 'viewer'];
  const invited = await runAdmin(args);
  expect(invited.output).toContain('Invited bob@example.com to Demo as VIEWER');
  expect(invited.output).toMatch(/^http:\/\/127\.0\.0\.1:4000\/accept-invitation#/m);
  const token = tokenIn(invited.output);
  const joined = await post(url, 'invitations/accept', { token, password, name: 'Bob' });
  expect(joined).toMatchObject({ status: 201, body: { status: 'enrolment_required' } });
  const list = await runAdmin(['list-users']);
  expect(list.output).toBe(
    [
      'E-MAIL           NAME  ORGANIZATIONS  SECOND FACTOR',
      'ada@example.com  Ada   Demo OWNER     not set up',
      'bob@example.com  Bob   Demo VIEWER    not set up',
      '',
    ].join('\n'),
  );

  expect((await fetch(`${url}/api/auth/me`)).status, 'it still answers').toBe(401);
  expect(findProcesses(checkout).map(({ role }) => role)).toContain('postgres');
  await stop(checkout, installation);
});

test('while Halyard does not run, PostgreSQL runs for the command alone', async () => {
  const reset = await runAdmin(['reset-password', '--email', 'Ada@Example.com']);
  expect(reset.output).toContain('Made a link for ada@example.com');
  expect(reset.output).toMatch(/^http:\/\/127\.0\.0\.1:4000\/reset-password#/m);
  await waitUntilNothingRuns(checkout);

  const installation = await start(checkout);
  const database = await embeddedUrl(checkout);
  await query(database, 'UPDATE user_account SET totp_enrolled_at = now()');
  await stop(checkout, installation);
  const removed = await runAdmin(['reset-totp', '--email', email]);
  expect(removed.output).toContain('Removed the second factor of ada@example.com');
  const list = await runAdmin(['list-users']);
  expect(list.output).toMatch(/^ada@example\.com .* not set up$/m);
  expect(list.output).toMatch(/^bob@example\.com .* {2}set up$/m);
  await waitUntilNothingRuns(checkout);
});

test('the other commands each say in one line what they did', async () => {
  await start(checkout);
  const rotated = await runAdmin(['rotate-signing-key']);
  expect(rotated).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^Made a new .*\n$/),
  });
  const ended = await runAdmin(['log-out', '--email', email]);
  expect(ended).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^Ended all .*\n$/) });
});

test.each([
  ['an unknown command', ['make-coffee'], 'there are set-up, set-up-link, list-users'],
  ['an unknown option', ['log-out', '--password', 's3cr3t'], 'log-out --email <address>'],
  ['nobody’s address', ['log-out', '--email', 'eve@example.com'], 'There is no account'],
  ['what is no address', ['log-out', '--email', 'eve'], 'email must be an e-mail address'],
  ['set-up without a terminal', ['set-up'], 'only a terminal'],
])('%s is refused with one sentence', async (_, args, why) => {
  const { exitCode, output } = await runAdmin(args);
  expect(exitCode).toBe(1);
  expect(output.trim().split('\n').at(-1)).toContain(why);
  expect(output).not.toContain('s3cr3t');
  expect(output).not.toMatch(/^ +at /m);
  await waitUntilNothingRuns(checkout);
});

test('Ctrl-C instead of an answer makes nobody and ends PostgreSQL as well', async () => {
  await start(checkout);
  await query(await embeddedUrl(checkout), 'DELETE FROM user_account');
  await endProcesses(checkout);
  const npm = runNpm(checkout, ['run', 'admin', 'set-up'], { inTerminal: true });
  await waitForOutput(npm, /Name: /);
  npm.press('\u0003');
  expect(await waitForEnd(npm)).toBe(1);
  expect(npm.output()).toContain('Interrupted.');
  await waitUntilNothingRuns(checkout);
});

async function runAdmin(args: readonly string[], options?: NpmOptions) {
  const npm = runNpm(checkout, ['run', '--silent', 'admin', '--', ...args], options);
  return { exitCode: await waitForEnd(npm), output: npm.output() };
}

async function post(url: string, path: string, body: object) {
  const response = await fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
