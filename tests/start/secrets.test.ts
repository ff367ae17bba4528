import { beforeAll, expect, test } from 'vitest';

import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, type Installation } from './driver/installation.ts';
import { embeddedUrl } from './driver/sql.ts';
import { findOpening } from './secrets/find-opening.ts';
import { noteInstallationSecrets, secretFiles } from './secrets/installation-secrets.ts';
import { findLeaks } from './secrets/places/place.ts';
import { readPages } from './secrets/places/read-pages.ts';
import { scanPlanted, type Planted } from './secrets/plant.ts';
import { findOpenSecrets, scanInstallation } from './secrets/scan-installation.ts';
import { createSecretBook } from './secrets/secret-book.ts';
import { walkEverywhere } from './secrets/walk/walk-everywhere.ts';

const checkout = useCheckout({ hasPackages: true });
const book = createSecretBook();
let installation: Installation;
let walked: Awaited<ReturnType<typeof walkEverywhere>>;
/** What the installation shows, found while it runs: it ends with the first test. */
let shown: { everywhere: string[]; byMode: string[]; onPages: string[]; whenPlanted: Planted };
/** What opens the operators’ queues. */
let opening: string[];

beforeAll(async () => {
  const environment = { ALLOW_SIGNUP: 'true', LOG_LEVEL: 'debug' };
  installation = await start(checkout, { environment });
  const databaseUrl = await embeddedUrl(checkout);
  const ofFiles = await noteInstallationSecrets(checkout, book);
  walked = await walkEverywhere({ checkout, installation, databaseUrl, book });
  const { mailedTokens } = walked;
  const scanned = { checkout, databaseUrl, book, ofFiles, mailedTokens };
  shown = {
    everywhere: await scanInstallation(scanned),
    byMode: await findOpenSecrets(scanned),
    onPages: findLeaks(book, await readPages(installation)),
    whenPlanted: await scanPlanted(scanned),
  };
  opening = await findOpening(installation, book);
});

test('there is something to keep secret, of every kind', () => {
  const kinds = new Set(book.names().map((name) => name.replace(/ \(\d+\)$/, '')));
  expect([...kinds].toSorted()).toEqual(
    [
      ...secretFiles,
      'API key',
      'access_token',
      'code',
      'enrolment_token',
      'invitation token',
      'login_token',
      'mailed token',
      'misplaced',
      'otpauth_uri',
      'password',
      'planted',
      'recovery_codes',
      'refresh token',
      'secret',
      'set-up token',
    ].toSorted(),
  );
});

test('no secret shows in logs, files, tables, command lines or environments', () => {
  expect(shown.everywhere).toEqual([]);
});

test('files that hold a secret are readable by their owner only', () => {
  expect(shown.byMode).toEqual([]);
});

test('an answer shows no secret but the one it is for, not even when something breaks', async () => {
  expect(walked.failures).toEqual(Array.from(walked.failures, () => 500));
  expect(findLeaks(book, walked.answers)).toEqual([]);
});

test('pages, documents and metrics show none', () => {
  expect(shown.onPages).toEqual([]);
});

test('nothing that anybody was ever given opens the operators’ queues, but their password', () => {
  expect(opening).toEqual([expect.stringMatching(/^operator-password \(\d+\) by Basic: 200,200$/)]);
});

test('the terminal shows the demo’s keys and the set-up link, and no more', () => {
  const [, setUpToken = ''] = /\/set-up#(\S+)$/m.exec(installation.npm.output()) ?? [];
  const meant = [installation.sdkKey, installation.serverKey, setUpToken];
  const text = installation.npm.output();
  expect(findLeaks(book, [{ name: 'the terminal', text, meant }])).toEqual([]);
});

test('a secret that does show is found: in a log, a file, a table, a command line', () => {
  const { name, pid, leaks, open } = shown.whenPlanted;
  expect(leaks.filter((leak) => leak.startsWith(name))).toEqual([
    expect.stringMatching(/ in logs\/serve\.log:\d+$/),
    `${name} in planted:1`,
    `${name} in table public.planted`,
    `${name} in the command line of ${pid}`,
  ]);
  expect(open).toEqual(['planted has mode 644']);
});

test('a mailed link is excused in the line that hands it on, and nowhere else', () => {
  const name = book.nameOf(walked.mailedTokens[0]!);
  expect(shown.whenPlanted.leaks.filter((leak) => leak.startsWith(`${name} `))).toEqual([
    expect.stringContaining('logs/serve.log'),
    expect.stringContaining('logs/work.log'),
  ]);
});
