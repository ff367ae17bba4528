import { query } from '../../driver/sql.ts';
import { newCode, type Account, type Walk } from './identity.ts';

/** Tables that a login and its like write to, away for a while: no error that Halyard knows. */
const tables = ['session', 'one_time_link', 'recovery_code', 'membership'];

/** Has requests that hold secrets fail within; gives the statuses of their answers. */
export async function failWithin(
  walk: Walk,
  { email, password, secret, recoveryCodes }: Account,
  { databaseUrl, token }: { databaseUrl: string; token: string },
): Promise<number[]> {
  const browser = walk.openBrowser();
  const { body } = await browser.post('/api/auth/login', { email, password });
  const login_token = body['login_token'];
  await walk.passTime();
  const rename = async (from: string, to: string): Promise<void> => {
    for (const name of tables) {
      await query(databaseUrl, `ALTER TABLE ${from}${name} RENAME TO ${to}${name}`);
    }
  };
  await rename('', 'away_');
  try {
    const code = newCode(walk, secret);
    const answers = [
      await browser.post('/api/auth/login', { email, password, code }),
      await browser.post('/api/auth/totp/verify', { login_token, recovery_code: recoveryCodes[1] }),
      await browser.post('/api/auth/password-reset/confirm', { token, new_password: password }),
      await browser.post('/api/auth/email/confirm', { token }),
      await browser.post('/api/auth/invitations/accept', { token, password }),
      await browser.post('/api/auth/register', {
        email: 'x@example.com',
        password,
        set_up_token: token,
      }),
    ];
    return answers.map(({ status }) => status);
  } finally {
    await rename('away_', '');
  }
}
