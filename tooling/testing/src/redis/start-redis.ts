import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { findRedisOrThrow } from '../programs/find-redis.ts';

export interface RedisOptions {
  /** Where it keeps its files. */
  directory: string;
  /** Any free one where it is left out. */
  port?: number;
  /** Whether what was acknowledged outlives `kill -9`: `appendfsync always`, `noeviction`. */
  durable?: boolean;
  /** What else is configured: a Sentinel has to have one, and writes to it. */
  configFile?: string;
  /** More of its configuration, as on its command line: `['--cluster-enabled', 'yes']`. */
  args?: readonly string[];
}

export interface RedisServer {
  url: string;
  port: number;
  process: ChildProcess;
  /** Ends it cleanly. */
  stop(): Promise<void>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

const startTimeoutMs = 20_000;

/** Starts a Redis server of the machine's, and resolves when it answers. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const program = findRedisOrThrow((message) => process.stdout.write(`${message}\n`));
  const port = options.port ?? (await findFreePort());
  const child = spawn(program.path, argumentsOf(options, port), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(program.libraryPath && { LD_LIBRARY_PATH: program.libraryPath }) },
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  await waitUntilItAnswers(child, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function argumentsOf(options: RedisOptions, port: number): string[] {
  const { directory, durable, configFile, args = [] } = options;
  const persistence = durable
    ? ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
    : ['--appendonly', 'no'];
  const common = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
  return [...(configFile ? [configFile] : []), ...common, ...persistence, ...args];
}

async function waitUntilItAnswers(child: ChildProcess, port: number): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  while (!(await answersPing(port))) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (hasEnded || performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new Error(`redis-server did not start on port ${port}.`);
    }
    await delay(20);
  }
}

/** While it loads what it kept, it answers with an error. */
const answersPing = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('data', (bytes) => end(bytes.toString().startsWith('+PONG')));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
