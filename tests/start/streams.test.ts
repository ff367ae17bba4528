import { listenTo } from '@halyard/streaming/testing';
import { expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop } from './driver/installation.ts';

const checkout = useCheckout({ hasPackages: true });

test('streams are as many as may be, half of them for one key, and end as a response ends when it stops', async () => {
  const environment = { MAX_STREAMS: '3' };
  const installation = await start(checkout, { environment });
  const { url, sdkKey, serverKey } = installation;
  const listen = (key: string) => listenTo(url, { key });
  const open = [await listen(sdkKey), await listen(sdkKey), await listen(serverKey)];
  expect(open.map(({ status }) => status)).toEqual([200, 200, 200]);
  await expect.poll(() => open.every(({ heard }) => heard[0]?.event === 'connected')).toBe(true);
  open[2]!.close();
  const beyond = await listen(sdkKey);
  expect(beyond).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  await expect.poll(async () => (await listen(serverKey)).status).toBe(200);
  expect(await listen(serverKey)).toMatchObject({ status: 503 });
  await stop(checkout, installation);
  expect(open.slice(0, 2).map(({ ending }) => ending())).toEqual(['end', 'end']);
});
