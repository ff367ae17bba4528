import { evaluate, type CompiledDataSet, type EvaluationRequest } from '@halyard/core';
import type { FlagdCore } from '@openfeature/flagd-core';

import type { Person } from './contexts.ts';
import {
  indexesOf,
  keyOf,
  mask,
  toFlagdRequests,
  toHalyardRequests,
  type Engines,
  type FlagdRequest,
} from './engines.ts';
import { kinds, type Kind } from './flags.ts';
import { other } from './ten-rules.ts';

export type Engine = 'halyard' | 'flagd' | 'nothing';

/** What is measured side by side. */
export interface Case {
  readonly engine: Engine;
  readonly kind: Kind;
  /** How many flags are loaded. */
  readonly loaded: number;
  /** Asks all loaded flags of the kind in turn, not one of them. */
  readonly rotates: boolean;
  readonly run: (count: number) => void;
}

/** Results are put here, so that none of them can be left out. */
const sink: { kept: unknown } = { kept: undefined };

export function runHalyard(
  dataSet: CompiledDataSet,
  requests: readonly EvaluationRequest[],
  count: number,
): void {
  for (let index = 0; index < count; index++) {
    sink.kept = evaluate(dataSet, requests[index & mask]!);
  }
}

function runFlagd(flagd: FlagdCore, requests: readonly FlagdRequest[], count: number): void {
  for (let index = 0; index < count; index++) {
    const { flagKey, context } = requests[index & mask]!;
    sink.kept = flagd.resolveStringEvaluation(flagKey, other, context);
  }
}

/** What the loops themselves take. */
export function runNothing(requests: readonly unknown[], count: number): void {
  for (let index = 0; index < count; index++) sink.kept = requests[index & mask];
}

const isCompared = (kind: Kind): boolean => kind === 'ten' || kind === 'tenOfNumbers';

/** The keys that a case asks in turn. */
export function keysOf(kind: Kind, loaded: number, rotates: boolean): readonly string[] {
  const indexes = indexesOf(kind, loaded);
  return rotates ? indexes.map(keyOf) : [keyOf(indexes[indexes.length >> 1]!)];
}

export const createCases = (
  engines: Engines,
  loaded: number,
  people: readonly Person[],
): readonly Case[] =>
  kinds.flatMap((kind) =>
    [false, true].flatMap((rotates) => createPair(engines, { kind, loaded, rotates }, people)),
  );

function createPair(
  { halyard, flagd }: Engines,
  labels: Omit<Case, 'engine' | 'run'>,
  people: readonly Person[],
): readonly Case[] {
  const keys = keysOf(labels.kind, labels.loaded, labels.rotates);
  const requests = toHalyardRequests(people, keys);
  const runs = (count: number) => runHalyard(halyard, requests, count);
  const ours: Case = { ...labels, engine: 'halyard', run: runs };
  if (!isCompared(labels.kind)) return [ours];
  const flagdRequests = toFlagdRequests(people, keys);
  const runsFlagd = (count: number) => runFlagd(flagd, flagdRequests, count);
  return [ours, { ...labels, engine: 'flagd', run: runsFlagd }];
}

export const createEmptyCase = (requests: readonly unknown[]): Case => ({
  engine: 'nothing',
  kind: 'static',
  loaded: 0,
  rotates: false,
  run: (count) => runNothing(requests, count),
});
