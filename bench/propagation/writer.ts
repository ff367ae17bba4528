import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import {
  createApplication,
  createFlag,
  createOrganization,
  toggleFlag,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import { measureKeys, type KeyLatencies } from './keys.ts';
import { readerArgument, type ReaderInput, type Sighting } from './reader.ts';

export const changesCount = 1_000;
const perSecond = 20;
const flagsCount = 20;
const settleMs = 3_000;

/** Milliseconds of one change until another process answered by it. */
interface Latency {
  /** From the call of the verb. */
  fromCall: number;
  /** From when the verb had returned, so that its commit was acknowledged; may be below zero. */
  fromCommit: number;
}

export interface Latencies {
  changes: readonly Latency[];
  keys: KeyLatencies;
}

interface Write {
  flagKey: string;
  version: number;
  calledAt: bigint;
  committedAt: bigint;
}

/** Makes the changes at an even pace while another process watches. */
export async function runWriter(url: string, file: string): Promise<Latencies> {
  const database = createDatabase({ url, maxConnections: 10 });
  const onError = (error: Error): never => {
    throw error;
  };
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
  const ctx = { ...createTestContext(database), hints: coordination.hints };
  const { input, flagIds } = await prepare(ctx, url);
  const reader = fork(file, [readerArgument, JSON.stringify(input)]);
  await once(reader, 'message');

  const writes = await makeChanges(ctx, input, flagIds);
  await wait(settleMs);
  const keys = await measureKeys(ctx, input, reader);
  const sightings = await collect(reader);
  await coordination.close();
  await database.$disconnect();
  return { changes: toLatencies(writes, sightings), keys };
}

async function prepare(ctx: Context, url: string) {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Bench' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Bench' });
  const flagKeys = Array.from({ length: flagsCount }, (_, index) => `flag-${index}`);
  const flagIds: string[] = [];
  for (const key of flagKeys) {
    const fields = { name: key, environments: { production: { enabled: true } } };
    flagIds.push((await createFlag(ctx, { organizationId, applicationId, key, fields })).id);
  }
  const input: ReaderInput = { url, organizationId, applicationId, flagKeys };
  return { input, flagIds };
}

async function makeChanges(
  ctx: Context,
  { organizationId, flagKeys }: ReaderInput,
  flagIds: readonly string[],
): Promise<Write[]> {
  const writes: Promise<Write>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < changesCount; index++) {
    await wait(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
    const flag = index % flagsCount;
    const enabled = Math.floor(index / flagsCount) % 2 === 1;
    const input = { organizationId, flagId: flagIds[flag]!, environment: 'production', enabled };
    writes.push(change(ctx, flagKeys[flag]!, input));
  }
  return Promise.all(writes);
}

async function change(
  ctx: Context,
  flagKey: string,
  input: Parameters<typeof toggleFlag>[1],
): Promise<Write> {
  const calledAt = process.hrtime.bigint();
  const { version } = await toggleFlag(ctx, input);
  return { flagKey, version, calledAt, committedAt: process.hrtime.bigint() };
}

async function collect(reader: ChildProcess): Promise<Sighting[]> {
  reader.send('stop');
  const [sightings] = (await once(reader, 'message')) as [Sighting[]];
  return sightings;
}

function toLatencies(writes: readonly Write[], sightings: readonly Sighting[]): Latency[] {
  const seenAt = new Map(
    sightings.map(({ flagKey, version, at }) => [`${flagKey} ${version}`, BigInt(at)]),
  );
  return writes.map(({ flagKey, version, calledAt, committedAt }) => {
    const at = seenAt.get(`${flagKey} ${version}`);
    if (at === undefined) throw new Error(`Version ${version} of ${flagKey} was never answered`);
    return { fromCall: toMs(at - calledAt), fromCommit: toMs(at - committedAt) };
  });
}

const toMs = (nanoseconds: bigint): number => Number(nanoseconds) / 1e6;
