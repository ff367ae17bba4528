import type { Visitor } from './visitor.ts';

const bodyPaths = [
  'register',
  'login',
  'totp/verify',
  'totp/enrol',
  'totp/confirm',
  'switch-organization',
  'password',
  'password-reset',
  'password-reset/confirm',
  'email',
  'email/confirm',
  'recovery-codes',
  'invitations/accept',
];

/** Sends a secret, which a header can hold, everywhere but where it belongs. */
export async function makeMistakes(browser: Visitor, secret: string): Promise<void> {
  for (const path of bodyPaths) {
    for (const body of wrongBodies(secret)) await browser.post(`/api/auth/${path}`, body);
  }
  const inPath = encodeURIComponent(secret);
  for (const path of ['/api/auth/', '/api/auth/sessions/', '/', '/v1/', '/api/flags/']) {
    await browser.send('DELETE', path + inPath);
  }
  await browser.get(`/set-up?token=${inPath}`);
  await browser.get(`/api/auth/me?access_token=${inPath}`);
  await browser.get(`/ofrep/v1/stream?token=${inPath}`);
  await browser.get('/api/auth/me', { authorization: `Basic ${secret}` });
  await browser.get('/api/auth/me', { authorization: `Bearer ${secret}` });
  await browser.post('/api/auth/refresh', {}, { cookie: `halyard_refresh=${secret}` });
  await browser.post('/api/auth/refresh', {}, { origin: `https://${secret}.example` });
}

/** Not JSON, no object, other types, a field too much, and too large. */
const wrongBodies = (secret: string): (string | Record<string, unknown>)[] => {
  const fields =
    'email password code token enrolment_token login_token current_password new_password';
  const all = (value: unknown) =>
    Object.fromEntries(fields.split(' ').map((field) => [field, value]));
  const text = JSON.stringify(secret);
  return [
    `{"password": ${text}, "email": `,
    text,
    `[${text}]`,
    all(secret),
    all([secret]),
    all({ [secret]: secret }),
    all(secret.repeat(40)),
    { ...all(secret), padding: secret.repeat(2_000) },
  ];
};
