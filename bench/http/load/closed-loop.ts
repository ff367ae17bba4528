import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { readCpuTime } from './cpu-time.ts';
import type { Wrk } from './find-wrk.ts';

/** Where requests go, and which. */
export interface Target {
  port: number;
  pid: number;
  requestsFile: string;
}

/** What one run of wrk found. */
export interface Throughput {
  perSecond: number;
  bytesPerAnswer: number;
  /** Shares of one core; `undefined` where that cannot be read. */
  serverCpu: number | undefined;
  wrkCpu: number | undefined;
}

/** What `rotate.lua` prints at the end. */
interface Summary {
  requests: number;
  durationUs: number;
  bytes: number;
  /** Answers of status 400 and above. */
  refused: number;
  /** Errors of connections, and answers that took longer than two seconds. */
  broken: number;
}

const script = join(process.cwd(), 'bench/http/load/rotate.lua');

/** As many requests as the server can answer, over 64 connections. */
export async function runWrk(wrk: Wrk, target: Target, seconds: number): Promise<Throughput> {
  const before = readBoth(target.pid);
  const summary = parseSummary(await run(wrk, target, seconds));
  const after = readBoth(target.pid);
  const { requests, bytes, refused, broken } = summary;
  if (refused > 0) throw new Error(`${refused} of ${requests} requests were refused`);
  if (broken > 0) throw new Error(`${broken} requests failed`);
  const duration = summary.durationUs / 1e6;
  const share = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / duration;
  return {
    perSecond: requests / duration,
    bytesPerAnswer: bytes / requests,
    serverCpu: share(before.server, after.server),
    wrkCpu: share(before.wrk, after.wrk),
  };
}

const readBoth = (pid: number) => ({
  server: readCpuTime(pid)?.own,
  wrk: readCpuTime(process.pid)?.children,
});

async function run([command, ...args]: Wrk, target: Target, seconds: number): Promise<string> {
  const url = `http://127.0.0.1:${target.port}`;
  const load = ['-t1', '-c64', `-d${seconds}s`, '-s', script];
  const child = spawn(command, [...args, ...load, url, '--', target.requestsFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`wrk ended with ${code}:\n${output}`);
  return output;
}

const parseSummary = (output: string): Summary =>
  JSON.parse(output.trim().split('\n').at(-1)!) as Summary;
