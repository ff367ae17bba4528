import { describe, expect, test } from 'vitest';

import { useBrowser } from './testing/use-browser.ts';

describe('one-time links', () => {
  const open = useBrowser();

  test.each(['/accept-invitation', '/confirm-email', '/reset-password'])(
    '%s sends nothing when it is only opened, as mail scanners do',
    async (path) => {
      const { page, api } = await open(`${path}#good-token`);
      await page.getByRole('button').first().waitFor();
      expect(api.requests).toEqual([]);
    },
  );

  test('/accept-invitation lets a member of another organization join at once', async () => {
    const { page, api, complaints } = await open('/accept-invitation#member-token');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'You have joined' }).waitFor();
    expect(api.requests.map(({ body }) => body)).toEqual([{ token: 'member-token' }]);
    expect(complaints).toEqual([]);
  });

  test('/accept-invitation has newcomers make an account', async () => {
    const { page, api } = await open('/accept-invitation#good-token');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'Make your account' }).waitFor();
    expect(await page.locator('.problem:visible').count()).toBe(0);
    expect(await page.getByLabel('E-mail address').count()).toBe(0);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Password', { exact: true }).fill('four words in a row');
    await page.getByLabel('The same password again').fill('four words in a row');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Code that the app shows').fill('123456');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
    expect(api.requests[1]).toMatchObject({
      path: 'invitations/accept',
      body: { token: 'good-token', name: 'Ada', password: 'four words in a row' },
    });
  });

  test('/accept-invitation says that a link is used up', async () => {
    const { page } = await open('/accept-invitation#used-token');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByText('This link was used already, or is too old.').waitFor();
  });

  test('/reset-password replaces the password', async () => {
    const { page, api, complaints } = await open('/reset-password#good-token');
    await page.getByLabel('New password').fill('four words in a row');
    await page.getByLabel('Show the passwords').check();
    expect(await page.getByLabel('New password').getAttribute('type')).toBe('text');
    await page.getByLabel('The same password again').fill('four words in a row');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(api.requests.map(({ path, body }) => [path, body])).toEqual([
      ['password-reset/confirm', { token: 'good-token', new_password: 'four words in a row' }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('/confirm-email confirms the address', async () => {
    const { page, api, complaints } = await open('/confirm-email#good-token');
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    expect(api.requests.map(({ path, body }) => [path, body])).toEqual([
      ['email/confirm', { token: 'good-token' }],
    ]);
    expect(complaints).toEqual([]);
  });
});
