import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { sourcesFolder } from '../../repository/list-sources.ts';
import type { Checkout } from './checkout/checkout.ts';
import { waitUntil } from './wait-until.ts';

export interface NpmOptions {
  environment?: Record<string, string>;
  /** In a terminal of its own instead of with an empty input and its output piped. */
  inTerminal?: boolean;
}

/** An npm that was started in a checkout. */
export interface Npm {
  /** All it printed so far, byte for byte. */
  printed(): string;
  /** The same without escape codes, as lines. */
  output(): string;
  /** Its exit code, null after a signal, once it and all that print through it have ended. */
  exitCode(): number | null | undefined;
  /** To the npm process alone. */
  signal(name: NodeJS.Signals): void;
  /** Presses keys in its terminal. */
  press(keys: string): void;
}

/** Runs `npm <args>` with what a shell of the checkout's user would hand to it. */
export function runNpm(
  checkout: Checkout,
  args: readonly string[],
  { environment, inTerminal = false }: NpmOptions = {},
): Npm {
  const [command, commandArgs] = inTerminal
    ? ['script', ['-qec', `npm ${args.join(' ')}`, '/dev/null']]
    : ['npm', [...args]];
  const child = spawn(command, commandArgs, {
    ...checkout.account,
    cwd: checkout.root,
    env: { ...shellEnvironment(checkout), ...environment },
    stdio: [inTerminal ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  let exitCode: number | null | undefined;
  child.once('error', (error) => (printed += String(error)));
  child.once('close', (code) => (exitCode = code));
  return {
    printed: () => printed,
    output: () => stripVTControlCharacters(printed).replaceAll('\r\n', '\n'),
    exitCode: () => exitCode,
    signal: (name) => void child.kill(name),
    press: (keys) => void child.stdin?.write(keys),
  };
}

/** Resolves when that was printed; fails with all there was when npm ends without it. */
export async function waitForOutput(
  npm: Npm,
  pattern: RegExp,
  deadlineMs?: number,
): Promise<RegExpExecArray> {
  const isPrinted = () => {
    const found = pattern.exec(npm.output());
    if (!found && hasEnded(npm)) {
      throw new Error(`npm ended and never printed ${pattern}:\n${npm.output()}`);
    }
    return found;
  };
  return waitUntil(`${pattern} is printed`, isPrinted, deadlineMs);
}

/** Resolves to npm's exit code. */
export async function waitForEnd(npm: Npm): Promise<number | null> {
  await waitUntil('npm ends', () => hasEnded(npm));
  return npm.exitCode() ?? null;
}

export const hasEnded = (npm: Npm): boolean => npm.exitCode() !== undefined;

// A mirror of the registry is needed all the same.
const ofNpmOrVitest = /^(?:npm_(?!config_registry$)|VITEST)/i;
const ofTestsOrHalyard = new Set(
  (
    'NODE_ENV NODE_OPTIONS INIT_CWD CI TEST DEV PROD MODE SSR BASE_URL FORCE_COLOR NO_COLOR COLOR ' +
    'DATABASE_URL REDIS_URL QUEUE_REDIS_URL HOST PORT OPERATIONS_PORT LOG_LEVEL'
  ).split(' '),
);

/** What one checkout has built others of the same sources need not build again. */
const builds = join(sourcesFolder, 'node_modules/.cache/start-builds');

/** This process's environment without what vitest, npm and their caller put in it. */
function shellEnvironment({ account, home }: Checkout): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !ofNpmOrVitest.test(name) && !ofTestsOrHalyard.has(name),
  );
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return {
    ...Object.fromEntries(inherited),
    PATH: path.filter((folder) => !folder.includes('node_modules')).join(delimiter),
    ...(account ? { HOME: home } : { TURBO_CACHE_DIR: builds }),
  };
}
