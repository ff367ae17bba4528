import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { recoveryCodes } from './testing/auth-api.ts';
import { useBrowser } from './testing/use-browser.ts';

const fillAccount = async (page: Page): Promise<void> => {
  await page.getByLabel('E-mail address').fill(' ada@example.com ');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Password', { exact: true }).fill('four words in a row');
  await page.getByLabel('The same password again').fill('four words in a row');
};
const proceed = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Continue' }).click();
const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name }).waitFor();
const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.id');

async function reachRecovery(page: Page): Promise<void> {
  await fillAccount(page);
  await proceed(page);
  await page.getByLabel('Code that the app shows').fill('123 456');
  await proceed(page);
  await heading(page, 'Keep your recovery codes');
}

describe('/set-up', () => {
  const open = useBrowser();

  test('leads to an account with two-factor authentication and recovery codes', async () => {
    const { page, api, origin, complaints } = await open('/set-up#good-token');
    await reachRecovery(page);
    expect(await page.locator('.codes li').allTextContents()).toEqual(recoveryCodes);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await heading(page, 'Your account is ready');
    expect(await page.content()).not.toContain(recoveryCodes[0]);
    expect(api.requests.map(({ path, body }) => [path, body])).toEqual([
      [
        'register',
        {
          email: 'ada@example.com',
          name: 'Ada',
          password: 'four words in a row',
          set_up_token: 'good-token',
        },
      ],
      ['totp/enrol', { enrolment_token: 'enrolment-token' }],
      ['totp/confirm', { enrolment_token: 'enrolment-token', code: '123456' }],
    ]);
    // The API checks the origin, which a referrer policy must not take away.
    for (const sent of api.requests) {
      expect(sent).toMatchObject({ origin, referrer: undefined });
    }
    expect(complaints).toEqual([]);
  });

  test('the token leaves the address bar, and what is typed never enters it', async () => {
    const { page, origin } = await open('/set-up#good-token');
    expect(page.url()).toBe(`${origin}/set-up`);
    expect(await page.content()).not.toContain('good-token');
    await reachRecovery(page);
    expect(page.url()).toBe(`${origin}/set-up`);
  });

  test('another link pasted into the page is taken', async () => {
    const { page, api } = await open('/set-up#old-token');
    await page.evaluate('location.hash = "good-token"; undefined');
    await page.waitForFunction('location.hash === ""');
    await reachRecovery(page);
    expect(api.requests[0]?.body).toMatchObject({ set_up_token: 'good-token' });
  });

  test('a link without its token says so', async () => {
    const { page } = await open('/set-up');
    await heading(page, 'This link is incomplete');
    expect(await page.locator('form:visible').count()).toBe(0);
  });

  test('what is missing is said at each field before anything is sent', async () => {
    const { page, api } = await open('/set-up#good-token');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await proceed(page);
    expect(await page.locator('.problem:visible').allTextContents()).toEqual([
      'Enter your e-mail address.',
      'Enter your name.',
      'Must be at least 12 characters.',
    ]);
    expect(await focused(page)).toBe('email');
    const email = page.getByLabel('E-mail address');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(await email.getAttribute('aria-describedby')).toContain('email-problem');
    expect(api.requests).toEqual([]);
  });

  test('a password typed in two ways is said at the second', async () => {
    const { page } = await open('/set-up#good-token');
    await fillAccount(page);
    await page.getByLabel('The same password again').fill('four words in a raw');
    await proceed(page);
    expect(await page.locator('.problem:visible').allTextContents()).toEqual([
      'Must be the same password as above.',
    ]);
    expect(await focused(page)).toBe('password_again');
  });

  test('what the API finds wrong with a field is said there, and goes when it is right', async () => {
    const { page } = await open('/set-up#good-token');
    await fillAccount(page);
    await page.getByLabel('E-mail address').fill('ada');
    await proceed(page);
    await page.getByText('Must be an e-mail address.').waitFor();
    expect(await focused(page)).toBe('email');
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await proceed(page);
    await heading(page, 'Connect an authenticator app');
  });

  test.each([
    [
      { status: 401, body: { message: 'This link was used already.' } },
      'This link was used already.',
    ],
    [
      {
        status: 429,
        body: { message: 'Too many attempts.' },
        headers: { 'retry-after': '30' },
      },
      'Too many attempts. Try again in 30 seconds.',
    ],
    [
      { status: 500, body: { message: 'secret', request_id: 'r-1' } },
      'Halyard cannot do this at the moment. Try again in a minute. If it goes on, name this number: r-1',
    ],
    [
      { status: 400, body: { message: '<b>No</b>', details: [{ field: 'else', expected: 'x' }] } },
      '<b>No</b>',
    ],
  ])('an error of no field is said above them, in words: %j', async (answer, expected) => {
    const { page, api } = await open('/set-up#good-token');
    api.next.set('register', answer);
    await fillAccount(page);
    await proceed(page);
    const alert = page.getByRole('alert').filter({ visible: true });
    await alert.waitFor();
    expect(await alert.textContent()).toBe(expected);
    expect(await page.evaluate('document.activeElement.role')).toBe('alert');
  });

  test('a connection that fails is said, and nothing typed is lost', async () => {
    const { page } = await open('/set-up#good-token');
    await page.context().setOffline(true);
    await fillAccount(page);
    await proceed(page);
    await page.getByText('Halyard could not be reached.').waitFor();
    await page.context().setOffline(false);
    await proceed(page);
    await heading(page, 'Connect an authenticator app');
  });

  test('a form is sent once, however often its button is pressed', async () => {
    const { page, api } = await open('/set-up#good-token');
    await fillAccount(page);
    const button = '[data-step=account] button[type=submit]';
    await page.evaluate(`for (const nth of [1, 2]) document.querySelector('${button}').click(nth)`);
    await heading(page, 'Connect an authenticator app');
    expect(api.requests.filter(({ path }) => path === 'register')).toHaveLength(1);
  });

  test('the secret is shown as a picture, as text and as a link', async () => {
    const { page } = await open('/set-up#good-token');
    await fillAccount(page);
    await proceed(page);
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    const width = 'document.querySelector(".qr").decode().then(() => true)';
    expect(await page.evaluate(width)).toBe(true);
    expect(await page.locator('.secret').textContent()).toBe(
      'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
    );
    const link = page.getByRole('link', { name: 'open the app on this device' });
    expect(await link.getAttribute('href')).toMatch(/^otpauth:\/\/totp\//);
    const code = page.getByLabel('Code that the app shows');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await code.getAttribute('inputmode')).toBe('numeric');
  });

  test('a wrong code is said at its field and can be corrected', async () => {
    const { page } = await open('/set-up#good-token');
    await fillAccount(page);
    await proceed(page);
    const code = page.getByLabel('Code that the app shows');
    await code.fill('000000');
    await proceed(page);
    await page.getByText('Must be the code that your app shows now.').waitFor();
    await code.fill('123456');
    await proceed(page);
    await heading(page, 'Keep your recovery codes');
  });

  test('a secret that could not be had can be asked for again', async () => {
    const { page, api } = await open('/set-up#good-token');
    api.next.set('totp/enrol', { status: 503, body: {} });
    await fillAccount(page);
    await proceed(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await page.locator('.problem:visible').count()).toBe(0);
  });

  test.each([true, false])('recovery codes can be copied, on HTTPS or not (%j)', async (secure) => {
    const { page, origin } = await open('/set-up#good-token');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    await reachRecovery(page);
    if (!secure) await page.evaluate('Object.defineProperty(navigator.clipboard, "writeText", {})');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(recoveryCodes.join('\n'));
  });

  test('recovery codes can be downloaded', async () => {
    const { page, origin } = await open('/set-up#good-token');
    await reachRecovery(page);
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe('halyard-recovery-codes.txt');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain(origin);
    for (const code of recoveryCodes) expect(text).toContain(`${code}\n`);
  });

  test('the browser asks before recovery codes are left, and no longer once they are kept', async () => {
    const { page } = await open('/set-up#good-token');
    await reachRecovery(page);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      dialog.dismiss().catch(() => undefined);
    });
    await page.evaluate('setTimeout(() => location.assign("/confirm-email"))');
    await expect.poll(() => asked, { timeout: 10_000 }).toEqual(['beforeunload']);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.goto('/confirm-email');
    expect(asked).toEqual(['beforeunload']);
  });

  test.each(['light', 'dark'] as const)(
    'fits a screen of 320 pixels, %s too',
    async (colorScheme) => {
      const viewport = { width: 320, height: 640 };
      const { page } = await open('/set-up#good-token', { viewport, colorScheme });
      const overflow = () => page.evaluate('document.documentElement.scrollWidth');
      expect(await overflow()).toBe(320);
      await fillAccount(page);
      await proceed(page);
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      expect(await overflow()).toBe(320);
      await page.getByLabel('Code that the app shows').fill('123456');
      await proceed(page);
      await heading(page, 'Keep your recovery codes');
      expect(await overflow()).toBe(320);
    },
  );
});
