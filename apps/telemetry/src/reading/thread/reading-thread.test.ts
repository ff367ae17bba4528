import { once } from 'node:events';
import { getPriority } from 'node:os';
import { platform } from 'node:process';
import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { bundleReading, readingScript } from '../../testing/bundle-reading.ts';
import { createReadEvents } from '../read-events.ts';
import type { BodyKind, Reading } from '../reading.ts';
import { createReadingThread, type ReadingThread } from './reading-thread.ts';

const reading: Reading = {
  kind: 'mixed',
  organizationId: '0197a000-0000-7000-8000-000000000001',
  applicationId: '0197a000-0000-7000-8000-000000000002',
  environment: null,
  secret: 's'.repeat(64),
  nowMs: Date.UTC(2026, 10, 23, 12),
};
const here = createReadEvents(() => Promise.reject(new Error('This is short.')));
const piecesOf = (body: unknown) => {
  const bytes = Buffer.from(JSON.stringify(body));
  return [bytes.subarray(0, 7), bytes.subarray(7)];
};

let workers: Worker[];
let thread: ReadingThread;
let errors: unknown[];

beforeEach(async () => {
  const start = await bundleReading();
  workers = [];
  errors = [];
  thread = createReadingThread(
    () => {
      workers.push(start());
      return workers.at(-1)!;
    },
    (error) => errors.push(error),
  );
});
afterEach(() => thread.close());

test('what is read there is what would be read here', async () => {
  const evaluation = { flag_key: 'ü', result: true, id: 'i', context: { user_id: 'u' } };
  const error = { flag_key: 'b', error_type: 'E', error_message: 'a\ud800', timestamp: 5 };
  const bodies = [{ events: [evaluation, error, null, {}] }, {}, [], { events: 5 }];
  const ofThread = bodies.map((body) => thread.read(piecesOf(body), reading));
  const ofHere = bodies.map((body) => here(piecesOf(body), reading));
  expect(await Promise.all(ofThread)).toEqual(await Promise.all(ofHere));
  expect(workers).toHaveLength(1);
});

test('bodies of more than 64 KiB are read there, others here', async () => {
  const read = createReadEvents(thread.read);
  const body = (bytes: number) => [Buffer.from(`{"events":[]}${' '.repeat(bytes - 13)}`)];
  await read(body(64 * 1024), reading);
  expect(workers).toHaveLength(0);
  expect(await read(body(64 * 1024 + 1), reading)).toMatchObject({ events: [] });
  expect(workers).toHaveLength(1);
});

test('a thread that ends has those who wait try again, and another takes its place', async () => {
  const body = { events: [{ flag_key: 'a', result: true }] };
  await thread.read(piecesOf(body), reading);
  const [outcome] = await Promise.allSettled([
    thread.read(piecesOf(body), reading),
    workers[0]!.terminate(),
  ]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  expect(errors).toEqual([new Error('It exited with 1.')]);
  expect(await thread.read(piecesOf(body), reading)).toMatchObject({ events: [{}] });
  expect(workers).toHaveLength(2);
});

test('why a thread ended is told once, and nothing where it was to end', async () => {
  const broken = createReadingThread(
    () => new Worker("throw new Error('It broke.')", { eval: true }),
    (error) => errors.push(error),
  );
  await expect(broken.read(piecesOf({}), reading)).rejects.toMatchObject({ code: 'unavailable' });
  await broken.close();
  await thread.read(piecesOf({}), reading);
  await thread.close();
  expect(errors).toMatchObject([{ message: 'It broke.' }]);
});

test('what went wrong with one body is told, and the next is read', async () => {
  const unknown = { ...reading, kind: 'unknown' as BodyKind };
  await expect(thread.read(piecesOf({}), unknown)).rejects.toThrow(/TypeError: .+\n +at /);
  expect(await thread.read(piecesOf({}), reading)).toEqual({ failure: 'no_list' });
  expect(errors).toEqual([]);
});

test('beyond 100 MiB at once there is no room', async () => {
  const piece = Buffer.alloc(10 * 1024 * 1024, ' ');
  const reads = Array.from({ length: 11 }, () => thread.read([piece], reading));
  const outcomes = await Promise.allSettled(reads);
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 10 }, () => 'fulfilled'),
    'rejected',
  ]);
  expect(await thread.read([piece], reading)).toEqual({ failure: 'no_object' });
});

const atPriority = `
  const { getPriority, setPriority } = require('node:os');
  const { parentPort, workerData } = require('node:worker_threads');
  setPriority(workerData.niceness);
  require(workerData.script);
  parentPort.postMessage(getPriority());
`;

test.runIf(platform === 'linux').each([0, 15])(
  'it yields to others, and no less than the process does at %i',
  async (least) => {
    const niceness = Math.max(least, getPriority());
    const workerData = { niceness, script: await readingScript() };
    const worker = new Worker(atPriority, { eval: true, workerData });
    const [priority] = await once(worker, 'message');
    await worker.terminate();
    expect(priority).toBe(Math.max(niceness, 10));
  },
);
