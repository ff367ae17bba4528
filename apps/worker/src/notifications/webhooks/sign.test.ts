import { createHmac } from 'node:crypto';

import { generateWebhookSecret } from '@halyard/auth';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';

import { sign } from './sign.ts';

const body = '{"type":"webhook.test","ä":1}';
const now = new Date();
const id = 'msg_0197a000-0000-7000-8000-000000000001';

test('a message is signed as the Standard Webhooks specification says, with each secret', () => {
  const secrets = [generateWebhookSecret(), generateWebhookSecret()];
  const headers = sign(secrets, { id, body, now });
  for (const secret of secrets) {
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const seconds = Math.floor(now.getTime() / 1_000);
    const hmac = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
    expect(headers['webhook-signature']).toContain(`v1,${hmac}`);
  }
  expect(() => new Webhook(generateWebhookSecret()).verify(body, headers)).toThrow('signature');
  expect(() => new Webhook(secrets[0]!).verify(`${body} `, headers)).toThrow('signature');
});
