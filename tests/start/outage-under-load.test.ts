import { beforeAll, expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { createServerKeys } from './driver/create-server-keys.ts';
import { start, type Installation } from './driver/installation.ts';
import { startLoad } from './driver/load/load.ts';
import { shopQuestions } from './driver/load/shop-questions.ts';
import { findProcesses, kill, type RunningProcess } from './driver/processes.ts';
import { embeddedUrl, query } from './driver/sql.ts';
import { waitUntil } from './driver/wait-until.ts';

const checkout = useCheckout({ hasPackages: true });
let halyard: Installation;

// More than the load could use up: 10 000 requests a minute each.
const keyCount = 41;

beforeAll(async () => {
  halyard = await start(checkout);
});

test('no evaluation fails while PostgreSQL is frozen, killed and started again, and each counts once', async () => {
  // The worker derives changes from the demo's flags: each makes another snapshot.
  await waitUntil('every derived change is written', async () => {
    const url = await embeddedUrl(checkout);
    return (await query(url, 'SELECT 1 FROM pending_derivation')).length === 0;
  });
  const keys = await createServerKeys(checkout, keyCount);
  const load = await startLoad({
    url: halyard.url,
    keys,
    questions: shopQuestions,
    connections: 16,
  });
  await load.goRound();

  const frozen = postgres();
  const signal = (name: NodeJS.Signals) => frozen.forEach(({ pid }) => process.kill(pid, name));
  signal('SIGSTOP');
  try {
    await waitUntil('serve says it is stale', async () => (await readyz()).includes('stale; last'));
    await load.goRound();
  } finally {
    signal('SIGCONT');
  }
  await waitUntil('serve is up to date', async () => (await readyz()).includes('"notes":{}'));

  const answeredBefore = load.evaluations();
  kill(postgres());
  await load.goRound();
  await waitUntil('what was answered after the kill is counted', async () => {
    const usage = await readUsage().catch(() => undefined);
    return usage !== undefined && usage > answeredBefore;
  });
  await load.goRound();
  await load.stop();

  expect(load.wrong().slice(0, 5)).toEqual([]);
  await expect.poll(readUsage, { timeout: 90_000 }).toBe(load.evaluations());
});

const postgres = (): RunningProcess[] =>
  findProcesses(checkout).filter(({ role }) => role === 'postgres');

/** The evaluations that are durably known, of all months. */
async function readUsage(): Promise<number> {
  const [sum] = await query(
    await embeddedUrl(checkout),
    'SELECT coalesce(sum(evaluations), 0)::float8 FROM plan_state',
  );
  return sum as number;
}

/** The body of `/readyz`. */
async function readyz(): Promise<string> {
  const url = /(http\S+\/readyz)/.exec(halyard.npm.output())![1]!;
  return (await fetch(url)).text();
}
