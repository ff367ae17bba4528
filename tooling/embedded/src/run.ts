import { spawn } from 'node:child_process';

export interface Account {
  uid: number;
  gid: number;
}

export interface RunOptions {
  /** The user to run as; undefined means the current one. */
  account?: Account | undefined;
  input?: string;
  /** In a session of its own, so that a Ctrl-C meant for the caller does not end it half-way. */
  detached?: boolean;
}

export interface Outcome {
  /** null when a signal ended it. */
  code: number | null;
  output: string;
}

// Fixed, so that PGPORT, TZ or LANG of the caller change nothing and none of its secrets leak;
// macOS needs LC_ALL, and a root shell without /usr/sbin would not find useradd.
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Runs a program to its end; rejects only when it could not be started at all. */
export function run(
  command: string,
  args: readonly string[],
  { account, input, detached = false }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...account, cwd: '/', env: environment, detached });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    // A program that ends without reading its input breaks the pipe; its exit code tells more.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
