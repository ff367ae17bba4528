import { expect, test } from 'vitest';

import { composeMail } from '../composing/compose-mail.ts';
import type { Mail } from '../mail.ts';
import { captureLog } from '../testing/capture-log.ts';
import { createDeliveries } from './deliveries.ts';

const mail = composeMail({
  kind: 'password_change_notice',
  to: 'ada@example.com',
  subject: 'Your password was changed',
  opening: [],
  closing: [],
});

test('a server that never answers keeps nobody waiting and fills no memory', () => {
  const { log, entries } = captureLog();
  const taken: Mail[] = [];
  const deliveries = createDeliveries({
    deliver: (one) => {
      taken.push(one);
      return new Promise(() => undefined);
    },
    retryDelaysMs: [],
    log,
  });
  for (let n = 0; n < 1_002; n++) deliveries.add(mail);
  expect(taken).toHaveLength(1_000);
  expect(entries()).toMatchObject([
    { level: 'warn', to: 'ada@example.com', msg: 'too many mails wait: one was dropped' },
    { level: 'warn' },
  ]);
});

test('what was delivered or given up makes room', async () => {
  const { log, entries } = captureLog();
  const deliveries = createDeliveries({
    deliver: ({ to }) => (to === 'no' ? Promise.reject(new Error('no')) : Promise.resolve()),
    retryDelaysMs: [],
    log,
  });
  for (let n = 0; n < 1_000; n++) deliveries.add(mail);
  await deliveries.finish();
  for (let n = 0; n < 1_000; n++) deliveries.add({ ...mail, to: 'no' });
  await deliveries.finish();
  deliveries.add(mail);
  expect(new Set(entries().map(({ msg }) => msg))).toEqual(
    new Set(['a mail could not be delivered']),
  );
});
