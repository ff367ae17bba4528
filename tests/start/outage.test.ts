import { existsSync } from 'node:fs';

import { beforeAll, expect, test } from 'vitest';

import { stateFile } from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, type Installation } from './driver/installation.ts';
import { paste } from './driver/paste.ts';
import { findProcess, findProcesses, kill } from './driver/processes.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });
let halyard: Installation;

beforeAll(async () => {
  halyard = await start(checkout);
});

test('while PostgreSQL is frozen answers go on, after a restart of serve from its disk copy', async () => {
  await waitUntil('the disk copy is written', () =>
    existsSync(stateFile(checkout, 'replica', 'replica.current')),
  );
  const postgres = findProcesses(checkout).filter(({ role }) => role === 'postgres');
  const signal = (name: NodeJS.Signals) => postgres.forEach(({ pid }) => process.kill(pid, name));
  signal('SIGSTOP');
  try {
    await waitUntil('serve says it is stale', async () => (await readyz()).includes('stale; last'));
    expect(await ask()).toBe(200);

    const serve = await findProcess(checkout, 'serve');
    kill([serve]);
    await waitUntil('another serve answers', async () => {
      const { pid } = await findProcess(checkout, 'serve');
      return pid !== serve.pid && (await ask()) === 200;
    });
    expect(await readyz()).toContain('stale, started from the disk copy');
  } finally {
    signal('SIGCONT');
  }
  await waitUntil('serve is up to date', async () => (await readyz()).includes('"notes":{}'));
  expect(await ask()).toBe(200);
});

const ask = async (): Promise<number> => (await paste(halyard.curl)).status;

/** The body of `/readyz`; empty while nothing answers. */
async function readyz(): Promise<string> {
  const url = /(http\S+\/readyz)/.exec(halyard.npm.output())![1]!;
  return fetch(url).then(
    (answer) => answer.text(),
    () => '',
  );
}
