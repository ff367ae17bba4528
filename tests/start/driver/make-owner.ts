import { totpCode, totpStepAt } from '@halyard/auth';

import type { Installation } from './installation.ts';

/** Makes the first account by the link that the first start printed; gives an access token. */
export async function makeOwner({ npm, url }: Installation): Promise<string> {
  const [, token = ''] = /\/set-up#(\S+)$/m.exec(npm.output()) ?? [];
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { origin: url, 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/api/auth/${path}`, asked);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<Record<string, string>>;
  };
  const account = { email: 'owner@example.com', password: crypto.randomUUID() };
  const { enrolment_token } = await post('register', { ...account, set_up_token: token });
  const { secret } = await post('totp/enrol', { enrolment_token });
  const code = totpCode(secret!, totpStepAt(Date.now()));
  const { access_token } = await post('totp/confirm', { enrolment_token, code });
  return access_token!;
}
